"""A request that is wrong is refused with its file, its line or item, and what to do."""

import pytest
import yaml

from tests.unit.assess.wells import WELLS
from whereas.assess.channels_request import read_request
from whereas.core.errors import PolicyError, WhereasError
from whereas.policy.channels import channels


def text(**changes: object) -> str:
    """The invented request as YAML, changed."""
    return yaml.safe_dump({**WELLS, **changes}, sort_keys=False)


def test_the_invented_request_is_read() -> None:
    found = read_request("wells.yaml", text(), channels())

    assert found.items[0].code == "841320"
    assert found.beneficiaries.number == "2000"


@pytest.mark.parametrize(
    ("said", "line", "field"),
    [
        ("key: wells\ntitle: t\norganisation: {name: x}\nitmes: []\n", "line 4", "itmes"),
        ("key: wells\ntitle: t\norganisation:\n  name: x\n  knid: un\n", "line 5", "knid"),
        ("key: wells\ntitle: t\norganisation: {name: x}\nitems:\n  - key: a\n    facts: {luxury: perhaps}\n", "line 6",
         "perhaps"),
        ("key: wells\ntitle: t\norganisation: {name: x}\ntransport: {mode: camel}\n", "line 4", "camel"),
        ("title: t\norganisation: {name: x}\n", "line 1", "key"),
        ("key: wells\ntitle: t\ntitle: u\norganisation: {name: x}\n", "line 3", "title"),
        ("key: [\n", "line", "YAML"),
    ],
)  # fmt: skip
def test_bad_yaml_names_line_and_field(said: str, line: str, field: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_request("wells.yaml", said, channels())

    assert "wells.yaml" in caught.value.where
    assert line in caught.value.where
    assert field in caught.value.what


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"channels": "xx"}, "channels", "'xx'"),
        ({"organisation": {"name": "x", "kind": "club"}}, "organisation.kind", "'club'"),
        ({"acts": [{"key": "a", "kind": "dance"}]}, "acts, a", "'dance'"),
        ({"facts": {"luxury": "no"}}, "facts", "'luxury'"),
        ({"items": [{"key": "a", "facts": {"basic-needs": "yes"}}]}, "items, a", "'basic-needs'"),
        ({"items": [{"key": "a"}], "acts": [{"key": "a", "kind": "teach"}]}, "a", "two items or acts"),
        ({"items": [{"key": "transport"}]}, "transport", "stands for the part"),
        ({"items": [{"key": "a", "hs": "84a"}]}, "items, a", "'84a'"),
        ({"items": [{"key": "a", "hs": "841"}]}, "items, a", "'841'"),
        ({"items": [{"key": "a", "quantity": "forty"}]}, "items, a", "'forty'"),
        ({"period": {"start": "2027-02-30"}}, "period.start", "'2027-02-30'"),
        ({"diversion_log": [{"date": "spring", "what": "w", "by": "b"}]}, "diversion_log[0].date", "'spring'"),
    ],
)
def test_what_the_policy_does_not_know_is_refused(changes: dict[str, object], where: str, what: str) -> None:
    with pytest.raises(WhereasError) as caught:
        read_request("wells.yaml", text(**changes), channels())

    assert where in caught.value.where
    assert what in caught.value.what
    assert caught.value.todo
