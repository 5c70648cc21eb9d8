"""The pages of standards: everything of the policy opens, doubts are shown, and what rests on it is what is known."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.unit.web.clients import Office, serving
from tests.unit.web.twins import open_ledger, with_marked
from whereas.cli.policy import policy
from whereas.core.marking import TLP
from whereas.policy.kinds import unverified
from whereas.policy.lookup import everything
from whereas.web.roles import Role


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = open_ledger(tmp_path_factory.mktemp("standards"))
    with_marked(made)
    return made


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def reader(office: Office) -> Office:
    office.sign_in(Role.READER, name="a-reader")
    return office


# Of each kind of thing the first and the last: that all of them can be told is promised by `describe` and tested there.
ENDS = {what: [one.name for one in everything() if one.what == what] for what in {one.what for one in everything()}}
NAMES = sorted({name for names in ENDS.values() for name in (names[0], names[-1])})


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_has_a_name_opens(reader: Office, name: str) -> None:
    answer = reader.client.get(f"/standards/{name}")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert len(page.xpath("//h1")) >= 1
    assert "[FROM MEMORY" not in page.xpath("string(//article[1]/h1)")


def test_a_criterion_reads_like_law_and_says_what_is_from_memory(reader: Office) -> None:
    text = reader.client.get("/standards/eu-human-rights/torture").text
    assert "What must be shown" in text
    assert "Independent origins needed: 2." in text
    assert "What a lawyer has to check here" in text
    assert "from memory" in text
    assert "Regulation (EU) 2020/1998" in text


def test_a_paragraph_says_what_the_duty_was_before(reader: Office) -> None:
    text = reader.client.get("/standards/unscr-2397/5").text
    assert "What it was before" in text
    assert "/standards/unscr-2375/14" in text


def test_the_lawyers_list_is_all_of_it_and_can_be_narrowed(reader: Office) -> None:
    page = html.fromstring(reader.client.get("/standards?unverified=1").text)
    assert len(page.xpath("//tbody/tr")) == len(unverified())
    narrowed = html.fromstring(reader.client.get("/standards?unverified=1&q=rome-statute").text)
    assert 0 < len(narrowed.xpath("//tbody/tr")) < len(unverified())


def test_every_point_of_the_brief_has_its_measures_or_says_why_not(reader: Office) -> None:
    page = html.fromstring(reader.client.get("/standards/points").text)
    rows = page.xpath("//tbody/tr")
    assert [row.get("id") for row in rows] == [f"B{number}" for number in range(1, len(rows) + 1)]
    assert all(row.xpath("./td[2]//a") or "No measure:" in row.text_content() for row in rows)


def test_what_rests_on_a_standard_is_what_the_visitor_may_see(office: Office) -> None:
    asked = "/standards/eu-ukraine/military-industry"
    assert "Merlinname" not in office.sign_in(Role.READER, name="b-reader").get(asked).text
    cleared = office.sign_in(Role.ANALYST, name="cleared", tlp=TLP.AMBER_STRICT).get(asked).text
    assert "Merlinname Trading" in cleared
    assert "Listed is not convicted" in cleared or "not convicted of anything" in cleared


def test_what_is_not_there_is_said_with_what_is_near(reader: Office) -> None:
    answer = reader.client.get("/standards/eu-human-rights/tortur", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "eu-human-rights/torture" in answer.text


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("policy?as_of=2024-02-01", {"as_of": "2024-02-01"}),
        ("policy/unverified", {"unverified": True}),
        ("policy/calendar?as_of=2024-02-01", {"calendar": True, "as_of": "2024-02-01"}),
        ("policy/evidence", {"evidence": True}),
        ("policy/named/eu-human-rights/torture", {"name": "eu-human-rights/torture"}),
    ],
)
def test_the_api_answers_what_the_command_prints(
    reader: Office, capsys: pytest.CaptureFixture[str], path: str, asked: dict[str, object]
) -> None:
    policy(**asked, as_json=True)  # type: ignore[arg-type]  # the table names the options
    assert reader.client.get(f"/api/v1/{path}").json() == json.loads(capsys.readouterr().out)
