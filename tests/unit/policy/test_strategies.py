"""The strategies are whole: every point is answered or says why not; nothing in the code is wired to one state."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import whereas
from whereas.assess.detectors.detector import detectors
from whereas.core.errors import PolicyError
from whereas.policy.claims import claim_kinds
from whereas.policy.conditions import conditions
from whereas.policy.indicators import indicators
from whereas.policy.regimes import regimes
from whereas.policy.resolutions import resolutions
from whereas.policy.standards import standards
from whereas.policy.strategies import Measure, strategies, strategy
from whereas.sources.catalogue import sources

HOUSE = Path(whereas.__file__).parent
FIRST = strategies()["critical-engagement-2"]
MEASURES = [pytest.param(one, id=one.key) for one in FIRST.measures]


def test_every_point_of_the_brief_is_there_in_order() -> None:
    assert [one.key for one in FIRST.points] == [f"B{number}" for number in range(1, 37)]


def test_the_points_are_those_of_the_brief_at_hand(real_data: Path) -> None:
    brief = (real_data / "brief.md").read_text(encoding="utf-8")
    assert [one.key for one in FIRST.points] == re.findall(r"^- (B\d+) ", brief, re.MULTILINE)


def test_every_point_is_answered_by_a_measure_or_says_why_not() -> None:
    for one in strategies().values():
        answered = {key for measure in one.measures for key in measure.points}
        for point in one.points:
            assert (point.key in answered) != bool(point.why_no_measure), point.key
            assert point.key in answered or point.page or point.command


def test_what_the_policy_proposes_is_answered_by_measures_of_its_own_pillar() -> None:
    for pillar in FIRST.pillars:
        asked = {one.key for one in FIRST.points if one.part == f"Pillar {pillar.number}"}
        assert asked
        assert asked <= {key for one in pillar.measures for key in one.points}, pillar.key


@pytest.mark.parametrize("one", MEASURES)
def test_a_measure_says_by_what_by_whom_and_what_goes_out(one: Measure) -> None:
    assert one.instrument
    assert one.body
    assert one.product
    assert one.commands
    if one.act in ("list", "inspect", "deny", "notify"):
        assert one.standards, "what must be shown before it?"
    if one.act in ("share", "inspect", "submit") or (one.act == "list" and one.key != "follow-un"):
        assert one.partners, "to whom?"
    if one.act == "offer" and one.key != "humanitarian-channel":
        assert one.conditions, "when does it open?"


@pytest.mark.parametrize("one", MEASURES)
def test_what_a_measure_feeds_on_is_there(one: Measure) -> None:
    known = {
        *claim_kinds(),
        *sources(),
        *(each.key for each in indicators().indicators),
        "arms-transfer",
        "crypto-theft",
    }
    assert set(one.watches) <= known, set(one.watches) - known
    assert set(one.reads) <= set(sources())


def test_the_questions_of_rival_estimates_that_are_watched_are_in_the_casebook() -> None:
    text = (HOUSE / "sources" / "casebook" / "arms_estimates.yaml").read_text(encoding="utf-8")
    text += (HOUSE / "sources" / "casebook" / "figures.yaml").read_text(encoding="utf-8")
    for kind in ("arms-transfer", "crypto-theft"):
        assert kind in text


def used_sources() -> set[str]:
    """The sources that a measure, an indicator or a condition uses, in any strategy."""
    by_measures = {
        name for each in strategies().values() for one in each.measures for name in (*one.watches, *one.reads)
    }
    by_boards = {one.source for one in indicators().indicators}
    return by_measures | by_boards | {one.quiet.source for one in conditions().values() if one.quiet}


def left_aside(kind: str) -> set[str]:
    """What the strategies leave aside of a kind."""
    return {one.name for each in strategies().values() for one in each.unused if one.kind == kind}


@pytest.mark.parametrize("key", sorted(sources()))
def test_every_source_is_used_or_says_why_not(key: str) -> None:
    assert (key in used_sources()) != (key in left_aside("source")), "name it in a measure's reads, or under unused"


@pytest.mark.parametrize("key", [one.key for one in detectors()])
def test_every_detector_is_used_or_says_why_not(key: str) -> None:
    kind = next(one.claims for one in detectors() if one.key == key)
    by_standards = {each for one in standards().values() for part in one.elements for each in
                    (*part.shown_by, *part.leads)}  # fmt: skip
    by_measures = {each for one in FIRST.measures for each in one.watches}
    used = kind in by_standards | by_measures
    assert used != (key in left_aside("detector"))


@pytest.mark.parametrize("key", sorted(regimes()))
def test_every_regime_is_an_instrument_of_a_measure_or_says_why_not(key: str) -> None:
    used = {
        named.partition("/")[0] for each in strategies().values() for one in each.measures for named in one.standards
    }
    assert (key in used) != (key in left_aside("regime"))


@pytest.mark.parametrize("key", sorted(resolutions()))
def test_every_resolution_with_duties_of_parties_is_held_against_conduct(key: str) -> None:
    if not any(one.breach for one in resolutions()[key].paragraphs):
        pytest.skip("it lays no duty on a named party")
    used = {named.partition("/")[0] for one in FIRST.measures for named in one.standards}
    assert key in used


def test_nothing_is_both_used_and_left_aside() -> None:
    known = {
        "source": set(sources()), "detector": {one.key for one in detectors()}, "regime": set(regimes()),
        "claim kind": set(claim_kinds()), "indicator": {one.key for one in indicators().indicators},
    }  # fmt: skip
    for each in strategies().values():
        for one in each.unused:
            assert one.name in known[one.kind], f"{one.name} is no {one.kind}"


def test_the_second_strategy_stands_on_its_own() -> None:
    second = strategy("belarus-example")
    assert (second.country, second.programme) == ("by", "belarus-example")
    lists = next(one for one in second.measures if one.key == "list-support")
    assert set(second.standards_of(lists)) == {key for key in standards() if key.startswith("eu-ukraine/")}
    assert second.conditions == ("example-prisoners",)


def test_a_strategy_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(PolicyError, match="belarus-example"):
        strategy("atlantis")


# Files of code that must serve any strategy, and words that would wire them to one.
_WIRED = re.compile(r"\b(kp|prk|dprk|north korea|democratic people.s republic of korea|pyongyang)\b", re.IGNORECASE)
CODE = [
    pytest.param(file, id=str(file.relative_to(HOUSE)))
    for folder in ("assess", "publish", "workbench", "workbench.py", "web")
    for file in sorted((HOUSE / folder).rglob("*.py") if (HOUSE / folder).is_dir() else (HOUSE / folder,))
    if file.exists()
]


@pytest.mark.parametrize("file", CODE)
def test_no_state_is_wired_into_the_code(file: Path) -> None:
    found = [text for text in literals(ast.parse(file.read_text(encoding="utf-8"))) if _WIRED.search(text)]
    assert found == []


def literals(node: ast.AST) -> Iterator[str]:
    """The texts in code, without docstrings and without the examples of detectors, which invent parties on lists."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    docstring = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
    for child in ast.iter_child_nodes(node):
        if docstring and child is node.body[0]:  # type: ignore[attr-defined]  # what has a docstring has a body
            continue
        if isinstance(child, ast.keyword) and child.arg in ("fires", "rests"):
            continue
        yield from literals(child)


def test_the_search_for_wired_words_finds_them_and_passes_docstrings_and_examples_over() -> None:
    code = ast.parse('"""On the DPRK."""\nCODE = "kp"\nD = detector(fires="program=DPRK")\n')
    assert [text for text in literals(code) if _WIRED.search(text)] == ["kp"]
