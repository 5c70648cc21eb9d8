"""A mistake in a policy file is named with file, line and field, whatever kind of mistake it is."""

from collections.abc import Callable

import msgspec
import pytest

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.kinds import check_file, checks, kinds, schema_of
from whereas.policy.typed import hold, read_typed


def file_of(kind: str, name: str) -> str:
    """The text of one file of the house, to be spoilt."""
    return dict(policy_files(kind))[f"{kind}/{name}.yaml"]


REGIME, RESOLUTION, CRIME = "eu-chemical", "unscr-2321", "rome-statute-7"
SPOILT = [
    ("regimes", REGIME, "conduct:", "conducts:", "conducts", "unknown field"),
    ("regimes", REGIME, "forum: eu-listing", "forum: eu-lsting", "forum", "names the forum 'eu-lsting'"),
    ("regimes", REGIME, "shares: eu-listing", "shares: nobody", "shares", "names the file of what regimes share"),
    ("regimes", REGIME, "uses: [identity]", "uses: [identty]", "criteria[0].uses[0]", "names the common element"),
    ("regimes", REGIME, "uses: [identity]", "uses: [identity, identity]", "criteria[0].uses[1]", "is taken"),
    ("regimes", REGIME, "shown_by: [used_chemical_weapon]", "shown_by: [used_wepon]", "shown_by[0]", "kind of claim"),
    ("regimes", REGIME, "in_force: 2018-10-15", "in_force: 2018-02-30", "criteria[0].in_force", "in no calendar"),
    ("regimes", REGIME, "in_force: 2018-10-15", "in_force: autumn", "criteria[0].in_force", "regex"),
    ("regimes", REGIME, "    verified: true\nclocks", "    ends: 2017-01-01\n    verified: true\nclocks", "ends",
     "before"),
    ("regimes", REGIME, "  - key: use\n", "  - key: use\n    key: use\n", "", "stands twice"),
    ("regimes", "eu-cyber", "  - key: support\n    article", "  - key: responsible\n    article", "criteria[1].key",
     "is taken"),
    ("regimes", "eu-cyber", "uses: [identity, attack, effect]", "uses: [identity, attack]", "common[1].key",
     "by nothing"),
    ("resolutions", RESOLUTION, "amended_by: [2371-8]", "amended_by: [2371-88]", "amended_by[0]", "is not there"),
    ("resolutions", RESOLUTION, 'para: "11"', 'para: "10"', "para", "is taken"),
    ("resolutions", RESOLUTION, '    amended_by: [2371-8]\n', "", "paragraphs", "nothing says by what"),
    ("crimes", CRIME, "uses: [control, failed]", "uses: [control, faild]", "uses[1]", "names the common element"),
    ("crimes", CRIME, "28-superior", "a-murder", "liability", "is taken"),
    ("rules", "court", "forums: [eu-listing, un-listing]", "forums: [eu]", "rules[0].forums[0]", "names the forum"),
    ("rules", "court", "key: E2\n", "key: E1\n", "rules[1].key", "is taken"),
    ("strategies", "belarus-example", "programme: belarus-example", "programme: atlantis", "programme", "names the"),
    ("strategies", "belarus-example", "points: [X1]", "points: [X9]", "measures[0].points[0]", "names the point"),
    ("strategies", "belarus-example", "points: [X1]", "points: [X2]", "points[0].key", "answered by no measure"),
    ("strategies", "belarus-example", "standards: [eu-ukraine]", "standards: [eu-mars]", "standards[0]",
     "the standard"),
    ("strategies", "belarus-example", "[tension, human-rights]", "[tension, wealth]", "objective[1]", "the objective"),
    ("strategies", "belarus-example", "conditions: [example-prisoners]\npostures", "conditions: [x]\npostures",
     "conditions[0]", "names the condition"),
    ("strategies", "belarus-example", "key: relief-for-releases", "key: list-support", "measures[1].key", "is taken"),
    ("programmes", "belarus-example", "names: [BLR]", "names: []", "programmes[0]", "neither names nor patterns"),
    ("programmes", "belarus-example", r"'^Belarus\b'", "'['", "programmes[2].patterns[1]", "no regular expression"),
]  # fmt: skip


# Where the line that is named is not the one that was spoilt: what stands on it.
ELSEWHERE = {
    (REGIME, "    ends: 2017-01-01\n    verified: true\nclocks"): "ends: 2017-01-01",
    (REGIME, "  - key: use\n    key: use\n"): "key: use",
    ("eu-cyber", "  - key: responsible\n    article"): "key: responsible",
    ("eu-cyber", "uses: [identity, attack]"): "key: effect",
    (RESOLUTION, ""): 'para: "26"',
    ("belarus-example", "points: [X2]"): "key: X1",
    ("belarus-example", "conditions: [x]\npostures"): "conditions: [x]",
}


@pytest.mark.parametrize(("kind", "name", "before", "after", "field", "words"), SPOILT)
def test_a_mistake_names_file_line_and_field(
    kind: str, name: str, before: str, after: str, field: str, words: str
) -> None:
    good = file_of(kind, name)
    assert before in good
    # An element that one criterion does not use is used by others: only there is every place spoilt.
    wrong = good.replace(before, after, -1 if after == "uses: [identity, attack]" else 1)
    with pytest.raises(PolicyError) as caught:
        check_whole(kind, f"{name}.yaml", wrong)
    found = caught.value
    assert words in found.what, found
    assert field in found.what, found
    line = int(found.where.partition("line ")[2])
    assert found.where.startswith(f"{name}.yaml, line ")
    assert 1 <= line <= len(wrong.splitlines())
    assert ELSEWHERE.get((name, after), after.strip().splitlines()[-1] if after else "") in wrong.splitlines()[line - 1]
    assert found.todo


def check_whole(kind: str, name: str, text: str) -> None:
    """Checks a file as `whereas policy --check` does, amendments too, which need the other resolutions."""
    check_file(kind, name, text)
    if kind == "resolutions":
        from whereas.policy import resolutions

        one = read_typed(name, text, resolutions.Resolution)
        hold(name, text, resolutions.doubts_of_amendments(one, resolutions.resolutions()))


def test_the_line_is_the_one_that_is_wrong() -> None:
    good = file_of("regimes", REGIME)
    number = good.splitlines().index("        shown_by: [used_chemical_weapon]") + 1
    with pytest.raises(PolicyError, match=f"line {number}\n"):
        check_file("regimes", "x.yaml", good.replace("used_chemical_weapon", "used_spell"))


def test_an_amendment_by_an_earlier_resolution_would_run_in_a_circle() -> None:
    from whereas.policy.resolutions import Resolution, doubts_of_amendments, resolutions

    wrong = file_of("resolutions", "unscr-2371").replace('para: "8"', 'para: "8"\n    amended_by: [2321-26]', 1)
    one = read_typed("x.yaml", wrong, Resolution)
    with pytest.raises(PolicyError, match="in a circle") as caught:
        hold("x.yaml", wrong, doubts_of_amendments(one, dict(resolutions())))
    assert "amended_by: [2321-26]" in wrong.splitlines()[int(caught.value.where.partition("line ")[2]) - 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("a: [", "is not YAML"),
        ("\t: x", "is not YAML"),
        ("key: &one x\ntitle: *one\n", "an anchor"),
        ("- a list", "Expected `object`"),
    ],
)
def test_what_is_no_record_is_refused(text: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words) as caught:
        check_file("regimes", "mars.yaml", text)
    assert "mars.yaml" in caught.value.where


def test_an_unknown_kind_of_file_names_those_that_are() -> None:
    with pytest.raises(PolicyError, match="regimes"):
        schema_of("planets")


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_file_of_the_house_passes_its_own_check_and_has_a_schema(kind: str) -> None:
    files = list(policy_files(kind))
    assert files
    for name, text in files:
        check_file(kind, name, text)
    schema = schema_of(kind)
    assert schema["$schema"]
    assert msgspec.json.encode(schema)


def test_every_check_is_of_a_kind_that_is_there() -> None:
    assert set(checks()) <= set(kinds())


def test_two_files_with_one_claim_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from whereas.policy import claims

    files = list(policy_files("evidence"))
    kept: Callable[[str], object] = policy_files
    extra = "kinds:\n  - {key: listed, says: again, title: again}\nclasses: []\n"
    monkeypatch.setattr(
        claims,
        "policy_files",
        lambda kind: [*files, ("evidence/z.yaml", extra)] if kind == "evidence" else kept(kind),
    )
    with pytest.raises(PolicyError, match="'listed' is taken") as caught:
        claims.evidence.__wrapped__()
    assert caught.value.where == "evidence/z.yaml, line 2"
