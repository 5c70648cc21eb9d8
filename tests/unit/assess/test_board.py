"""The board: what stands under ready, built, missing and done, and in which state a measure is for it."""

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.unit.assess.sangnok import ADOPTION, AUTHORITY, CAPTION, CUSTODY, OFFICE, ORDERED, PAIN, SUBJECT, papers
from whereas.assess.board import _COUNTS, Asked, Facts, MeasureState, Question, board, counted
from whereas.assess.gaps import Caveat, Gap, GapKind
from whereas.assess.posture import Gate
from whereas.assess.record import record
from whereas.assess.router import Routing, route
from whereas.core.claim import Claim
from whereas.core.filing import DossierRecord
from whereas.policy.strategies import Counted, Measure, Strategy
from whereas.policy.typed import read_typed

REPORT = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))["report"]()
MADE = DossierRecord(
    dossier="d", subject=SUBJECT, standard="eu-human-rights/torture", sha256="0", exhibits=(), claims=()
)
TEXT = """
key: mars
title: Mars
country: ma
programme: mars
authority: EU
source: invented
points: [{key: X1, part: One, words: Do it.}]
objectives: [{key: human-rights, title: Rights, words: Rights.}]
pillars:
  - key: one
    number: 1
    title: One
    objective: [human-rights]
    measures:
      - {key: it, title: It, points: [X1], act: list, instrument: a law, body: the body, product: a product}
"""


def facts(**changes: Any) -> Facts:
    return replace(
        Facts(report=REPORT, routings=(), dossiers=(), gates={}, claims_by_kind={}, sources=frozenset()), **changes
    )


def state(known: Facts | None = None, **measure: Any) -> MeasureState:
    import msgspec

    strategy = read_typed("mars.yaml", TEXT, Strategy)
    (pillar,) = strategy.pillars
    changed = msgspec.structs.replace(pillar.measures[0], **measure)
    held = msgspec.structs.replace(strategy, pillars=(msgspec.structs.replace(pillar, measures=(changed,)),))
    return board(held, known or facts())[0].measures[0]


def routed(*claims: Claim) -> Routing:
    return route(SUBJECT, CAPTION, [SUBJECT], record(claims, papers()), as_of=ADOPTION, kind="person")


TORTURE = {"standards": ("eu-human-rights/torture",)}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((OFFICE, CUSTODY, PAIN, AUTHORITY), "ready"),
        ((OFFICE, CUSTODY, ORDERED), "building"),
        ((ORDERED,), "building"),
        ((), "missing"),
    ],
)
def test_a_party_stands_where_the_facts_bring_it(claims: tuple[Claim, ...], expected: str) -> None:
    found = state(facts(routings=(routed(*claims),)), **TORTURE)
    assert found.state == expected
    works = found.ready or found.building
    assert [work.count for work in works] == ([1] if claims else [])
    assert all(work.examples == (CAPTION,) and work.link == "routes.csv" for work in works)


def test_facts_on_another_standard_are_no_progress() -> None:
    found = state(facts(routings=(routed(OFFICE, CUSTODY, PAIN, AUTHORITY),)), standards=("eu-dprk/finance",))
    assert (found.state, found.missing) == ("missing", ("no exhibit and no list points to one of its standards",))


def test_a_dossier_is_done_and_what_is_missing_beside_it_is_still_told() -> None:
    done = state(facts(dossiers=(MADE,), captions={SUBJECT: CAPTION}), **TORTURE)
    assert done.done[0].examples == (CAPTION,)
    assert done.state == "building"
    alone = state(facts(dossiers=(MADE,)), counts=("dossiers",))
    assert (alone.state, alone.missing) == ("done", ())


def test_a_measure_waits_for_its_conditions_and_opens_with_them() -> None:
    measure: Measure = state().measure
    shut = Gate(measure=measure, open=False, waits_for=("A step (unmet)",), closed_by=(), body="the body")
    assert (found := state(facts(gates={"it": shut}))).state == "waiting"
    assert found.missing == ("waits for: A step (unmet)",)
    found = state(facts(gates={"it": replace(shut, open=True, waits_for=())}))
    assert (found.state, found.ready[0].words) == ("ready", "its conditions are met; the body must act")


def test_what_only_feeds_a_measure_is_no_progress() -> None:
    found = state(facts(claims_by_kind={"listed": 7}, sources=frozenset({"un"})), watches=("listed",), reads=("un",))
    assert [work.words for work in found.feeds] == ["claims of the kind listed", "source in view"]
    assert found.state == "missing"


def test_what_the_program_does_not_do_yet_is_missing() -> None:
    assert state(not_yet="it is not built").missing == ("it is not built",)


def test_there_is_a_way_of_counting_for_each_word_a_policy_file_may_use() -> None:
    assert set(_COUNTS) == set(get_args(Counted))


RIVALS = (
    Question(key="q", title="How many?", claims=9, conflicts=2),
    Question(key="r", title="What?", claims=3, conflicts=0),
)
REQUESTS = (
    Asked(title="Wells", due=("answer expected, 2024-07-01",), ended=False),
    Asked(title="Seeds", due=(), ended=False),
    Asked(title="Books", due=(), ended=True),
)


@pytest.mark.parametrize(
    ("count", "changes", "expected"),
    [
        ("estimates", {"questions": RIVALS}, "done"),
        ("dossiers", {"dossiers": (MADE,)}, "done"),
        ("series", {"series": {"human-rights": ("Votes",)}}, "done"),
        ("requests", {"requests": REQUESTS}, "ready"),
        ("texts", {"texts": ("A strategy",)}, "done"),
    ],
)
def test_each_way_of_counting_says_what_is_missing_where_there_is_nothing(
    count: str, changes: dict[str, Any], expected: str
) -> None:
    assert state(facts(**changes), counts=(count,)).state == expected
    empty = state(counts=(count,))
    assert empty.state == "missing"
    assert len(empty.missing) == 1


def test_of_rival_figures_a_measure_counts_its_own_questions() -> None:
    found = state(facts(questions=RIVALS), counts=("estimates",), questions=("q",))
    assert [work.count for work in found.done] == [9]
    assert "2 conflicts" in found.done[0].words


def test_requests_are_due_under_way_or_ended() -> None:
    found = state(facts(requests=REQUESTS), counts=("requests",))
    assert found.ready[0].examples == ("Wells: answer expected, 2024-07-01",)
    assert found.building[0].examples == ("Seeds",)
    assert found.done[0].count == 1


def test_lists_that_differ_are_work_and_what_age_explains_is_not() -> None:
    carried = state(counts=("un-not-eu",))
    assert [work.count for work in carried.done] == [sum({"UN", "EU"} <= set(row.authorities) for row in REPORT.rows)]
    partner = state(counts=("partner-not-eu",)).building
    sure = [row for row in REPORT.rows if any(gap.kind.value == "partner_not_eu" and not gap.uncertain
                                              for gap in row.gaps)]  # fmt: skip
    assert [work.count for work in partner] == ([len(sure)] if sure else [])
    raised = state(counts=("contradictions",)).ready
    assert [work.link for work in raised] == ["align.html#contradictions"]
    assert state(counts=("related",)).state in ("done", "missing")


def test_states_are_counted_in_the_order_of_the_board() -> None:
    strategy = read_typed("mars.yaml", TEXT, Strategy)
    assert counted(board(strategy, facts())) == {"missing": 1}


def test_a_closed_gate_holds_back_what_would_be_ready() -> None:
    gate = Gate(measure=None, open=False, waits_for=("A condition (unmet)",), closed_by=(), body="the body")  # type: ignore[arg-type]  # the board reads none of it
    found = state(facts(routings=(routed(OFFICE, CUSTODY, PAIN, AUTHORITY),), gates={"it": gate}), **TORTURE)
    assert found.ready
    assert found.state == "waiting"


def test_what_only_a_draft_criterion_takes_in_is_never_ready() -> None:
    from whereas.policy.regimes import regimes
    from whereas.policy.standards import standards

    draft = next(one for one in standards().values() if one.family == "regime" and regimes()[one.regime].draft)
    said = [
        replace(CUSTODY, kind=kind, words=kind, object=part.source or "something")
        for part in draft.elements
        for kind in part.shown_by
    ]
    found = route(SUBJECT, CAPTION, [SUBJECT], record(said, papers()), as_of=ADOPTION, kind=draft.subjects[0])
    assert draft.key in {one.standard.key for one in found.drafted if one.fit.value == "fits"}
    held = state(facts(routings=(found,)), standards=(draft.key,))
    assert (held.ready, held.state) == ((), "building")


def test_only_a_gap_of_the_kind_that_no_age_explains_is_ready() -> None:
    def found(*gaps: Gap) -> MeasureState:
        rows = tuple(replace(row, gaps=gaps) if row.caption == "Invented Bureau" else row for row in REPORT.rows)
        return state(facts(report=replace(REPORT, rows=rows)), counts=("un-not-eu",))

    sure = Gap(kind=GapKind.UN_NOT_EU, listed_by=("UN",), absent_from=("EU",), words="w")
    aged = replace(sure, caveats=(Caveat(authority="EU", words="too old"),))
    other = replace(sure, kind=GapKind.UN_NOT_PARTNER)
    assert [(work.count, work.examples) for work in found(sure).ready] == [(1, ("Invented Bureau",))]
    assert found(aged).ready == found(other).ready == found(aged, other).ready == found().ready == ()


def test_what_the_union_carries_is_counted_though_nobody_else_lists_it() -> None:
    [two] = [row for row in REPORT.rows if row.caption == "Testo Alpha"]
    alone = replace(two, listings=tuple(one for one in two.listings if one.authority in ("UN", "EU")))
    assert set(alone.authorities) == {"UN", "EU"}
    for rows, count in (((alone,), [1]), ((alone, two), [2]), ((), [])):
        done = state(facts(report=replace(REPORT, rows=rows)), counts=("un-not-eu",)).done
        assert [work.count for work in done] == count


def test_a_source_that_is_not_in_view_feeds_no_measure() -> None:
    assert state(facts(claims_by_kind={"listed": 0}), watches=("listed",), reads=("un",)).feeds == ()
    both = state(facts(sources=frozenset({"un", "eu", "us"})), watches=(), reads=("un", "eu")).feeds
    assert [(work.count, work.words, work.examples) for work in both] == [(2, "sources in view", ("un", "eu"))]
