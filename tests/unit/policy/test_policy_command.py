"""`whereas policy` shows what there is, and says of everything from memory that it is so."""

import json

import pytest

from whereas.cli.policy import policy
from whereas.core.errors import WhereasError
from whereas.policy.kinds import kinds, unverified
from whereas.policy.lookup import everything, find
from whereas.policy.readable import MEMORY, SEEN, describe
from whereas.policy.regimes import regimes
from whereas.policy.standards import standards

Captured = pytest.CaptureFixture[str]


def shown(captured: Captured, *args: str, **options: object) -> str:
    assert policy(*args, **options) == 0  # type: ignore[arg-type]  # the test names the options
    return captured.readouterr().out


def test_the_overview_names_what_there_is_and_how_much_is_open(capsys: Captured) -> None:
    out = shown(capsys, as_of="2026-11-23")
    for name in (
        "critical-engagement-2",
        "belarus-example",
        *regimes(),
        "unscr-2397",
        "rome-statute-7",
        "un-access",
        "E16",
    ):
        assert name in out, name
    assert f"{len(unverified()):,} entries were not held against the law itself" in out
    assert "2026-12-08" in out


def test_the_next_renewal_follows_the_day(capsys: Captured) -> None:
    row = next(line for line in shown(capsys, as_of="2026-04-01").splitlines() if line.startswith("eu-ukraine"))
    assert "2026-09-15" in row
    row = next(line for line in shown(capsys, as_of="2026-10-01").splitlines() if line.startswith("eu-ukraine"))
    assert "2027-03-15" in row


def test_the_calendar_is_in_order_and_tells_what_has_passed(capsys: Captured) -> None:
    found = json.loads(shown(capsys, calendar=True, as_of="2026-11-23", as_json=True))
    days = [one["day"] for one in found["dates"]]
    assert days == sorted(days)
    assert found["dates"][0] == {
        "day": "2026-12-08", "regime": "eu-human-rights", "words": "the framework expires unless prolonged",
        "basis": "Decision (CFSP) 2020/1999; the article is to be looked up", "verified": False,
    }  # fmt: skip
    assert {"annulment" in one["words"] for one in found["from_events"]} == {True, False}
    later = shown(capsys, calendar=True, as_of="2027-01-02")
    assert "passed" in next(line for line in later.splitlines() if "2026-12-08" in line)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(WhereasError, match="is no day"):
        policy(as_of="2026-02-30")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eu-human-rights", "Global Human Rights Sanctions Regime"),
        ("eu-human-rights/torture", "alternative: link"),
        ("un-1718", "statement of case"),
        ("unscr-2371", "superseded by 2375"),
        ("unscr-2397/25", "may exempt"),
        ("2397/5", "cap: 500,000 barrel"),
        ("rome-statute-7/28-superior", "failed to take the measures"),
        ("test-moratorium", "broken on 24 March 2022"),
        ("E6", "Anbouba"),
        ("e6", "Anbouba"),
        ("list-war-support", "asked for by: B18"),
        ("B8", "measure say-it-concretely"),
        ("B3", "no measure: history"),
        ("owned", "shows elements of"),
        ("testimony", "cannot prove"),
        ("critical-engagement-2", "posture snap back"),
        ("eu-listing", "sufficiently solid factual basis"),
        ("missile-tests", "what it does not show"),
    ],
)
def test_one_thing_is_shown_by_its_name(name: str, words: str, capsys: Captured) -> None:
    assert words in shown(capsys, name)


def test_a_name_that_several_end_with_names_them() -> None:
    with pytest.raises(WhereasError, match="names several things") as caught:
        policy("torture")
    assert "eu-human-rights/torture" in caught.value.todo


def test_a_name_that_is_not_there_offers_the_near_ones() -> None:
    with pytest.raises(WhereasError, match="nothing in the policy is called") as caught:
        policy("eu-human-right")
    assert "eu-human-rights" in caught.value.todo


def test_everything_that_has_a_name_can_be_shown_and_asked_for() -> None:
    for one in everything():
        lines = list(describe(one.record))
        assert lines, one.name
        assert one in find(one.name)


def test_the_list_for_a_lawyer_is_whole_and_the_same_everywhere(capsys: Captured) -> None:
    rows = json.loads(shown(capsys, unverified=True, as_json=True))
    assert len(rows) == len(unverified()) == len({(one["file"], one["place"]) for one in rows})
    assert json.loads(shown(capsys, as_json=True))["unverified"] == len(rows)
    out = shown(capsys, unverified=True)
    assert f"{len(rows):,} entries stand here from memory" in out
    for file in {one["file"] for one in rows}:
        assert f"{file}: " in out


def test_the_list_for_a_lawyer_counts_every_mark_in_the_files() -> None:
    import re

    from whereas.policy.files import policy_files

    marks = sum(len(re.findall(r"verified: false", text)) for kind in kinds() for _, text in policy_files(kind))
    codes = sum(one.place.endswith(".goods") for one in unverified())
    comments = sum(
        len(re.findall(r"^\s*#.*verified: false", text, re.MULTILINE))
        for kind in kinds()
        for _, text in policy_files(kind)
    )
    assert marks - comments + codes == len(unverified())


@pytest.mark.parametrize("key", sorted(standards()))
def test_what_is_from_memory_is_shown_as_such(key: str) -> None:
    one = standards()[key]
    said = [line.text for line in describe(one)]
    for place in one.places:
        assert any(text.startswith(f"{place.article}: {SEEN if place.verified else MEMORY}") for text in said)
    for precedent in one.precedents:
        text = next(text for text in said if precedent.name in text)
        assert (MEMORY in text) != precedent.verified


def test_in_a_regime_every_act_step_and_clock_says_how_far_it_was_checked() -> None:
    for one in regimes().values():
        said = [line.text for line in describe(one)]
        for act in one.acts:
            assert any(act.title in text and (SEEN if act.verified else MEMORY) in text for text in said)
        for step in one.procedure:
            assert any(step.does in text and (MEMORY in text) != step.verified for text in said)
        for clock in one.clocks:
            assert any(clock.words in text and (MEMORY in text) != clock.verified for text in said)


def test_the_schema_of_every_kind_is_printed(capsys: Captured) -> None:
    for kind in kinds():
        assert json.loads(shown(capsys, schema=kind))["$schema"]


def test_a_file_of_one_s_own_is_checked_with_what_it_names(tmp_path: object, capsys: Captured) -> None:
    from pathlib import Path

    from whereas.policy.files import policy_files

    text = dict(policy_files("regimes"))["regimes/eu-chemical.yaml"]
    place = Path(str(tmp_path)) / "mine.yaml"
    place.write_text(text, encoding="utf-8")
    assert "without errors" in shown(capsys, check=place, kind="regimes")
    place.write_text(text.replace("used_chemical_weapon", "used_spell"), encoding="utf-8")
    with pytest.raises(WhereasError, match="used_spell") as caught:
        policy(check=place, kind="regimes")
    assert caught.value.where.startswith("mine.yaml, line ")
    with pytest.raises(WhereasError, match="no kind of policy file"):
        policy(check=place, kind="planets")
