"""Where a strategy stands, as a page, as tables and as JSON."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from whereas.assess.conditions import Standing, State
from whereas.assess.evaluation import Evaluated
from whereas.assess.indicators import Item, ObjectiveBoard, Series
from whereas.assess.posture import Gate, Stance
from whereas.core.entity import Entity
from whereas.kit.spreadsheets import Cell
from whereas.policy.conditions import Relief
from whereas.policy.strategies import Strategy
from whereas.publish.navigation import pages_of
from whereas.publish.pages import render
from whereas.publish.series_chart import series_chart
from whereas.publish.tables import csv_bytes, json_bytes

# A standing and the evaluations of past policies are always released together.
PAGES = pages_of(("standing.html", "evaluation.html"))


class Stood(Protocol):
    """What the page needs: see `workbench.standing.Stands`."""

    @property
    def strategy(self) -> Strategy: ...
    @property
    def as_of(self) -> str: ...
    @property
    def conditions(self) -> tuple[Standing, ...]: ...
    @property
    def objectives(self) -> tuple[ObjectiveBoard, ...]: ...
    @property
    def stance(self) -> Stance | None: ...
    @property
    def gates(self) -> tuple[Gate, ...]: ...
    @property
    def reliefs(self) -> tuple[tuple[Standing, Relief], ...]: ...
    @property
    def evaluations(self) -> tuple[Evaluated, ...]: ...
    @property
    def timeline(self) -> tuple[Entity, ...]: ...
    @property
    def revision(self) -> str: ...
    @property
    def version(self) -> str: ...


def standing_page(found: Stood) -> str:
    """Objectives, conditions, posture and timeline as one page."""
    titles = {one.key: one for one in found.strategy.objectives}
    events = sorted(found.timeline, key=lambda one: (one.first("date"), one.id))
    return render(
        "standing.html.j2",
        pages=PAGES if found.evaluations else (),
        here="standing.html",
        s=found,
        states=states_of(found.conditions),
        supposed=[f"{one.condition.title}: {one.state.value}" for one in found.conditions if one.supposed],
        objectives=[(titles[board.objective], board) for board in found.objectives],
        charts={
            one.indicator.key: series_chart(one, until=int(found.as_of[:4]))
            for board in found.objectives for one in board.series
        },
        items_by_words=_items_by_words,
        events=[
            {"date": one.first("date"), "name": one.caption, "source": one.first("publisher") or one.first("sourceUrl"),
             "points": ", ".join(word for word in one.get("keywords") if word[:1] == "B" and word[1:].isdigit())}
            for one in events
        ],
    )  # fmt: skip


def states_of(conditions: Iterable[Standing]) -> dict[str, int]:
    """How many conditions are in each state, in the order of the states; a state that none is in is left out."""
    counts = Counter(one.state for one in conditions)
    return {state.value: counts[state] for state in State if counts[state]}


def _items_by_words(items: Iterable[Item]) -> list[tuple[str, str]]:
    """The items that stand alike together: what is said of them, and which they are."""
    found: dict[str, list[str]] = {}
    for one in items:
        found.setdefault(one.words, []).append(one.key)
    return [(words, ", ".join(keys)) for words, keys in found.items()]


def standing_files(found: Stood) -> dict[str, bytes]:
    """The page, and the data behind it."""
    return {
        "standing.html": standing_page(found).encode(),
        "standing.json": json_bytes(plain_standing(found)),
        "standing-series.csv": csv_bytes(
            ("objective", "family", "indicator", "year", "value", "low", "high", "of", "whole year", "unit", "source",
             "edition"),
            (line for board in found.objectives for one in board.series for line in _points(board, one)),
        ),
        "standing-conditions.csv": csv_bytes(
            ("condition", "group", "state", "why", "on whose word", "until", "would undo it", "to turn it"),
            (
                (one.condition.key, one.condition.group, one.state.value, one.words, one.on_whose_word, one.expires,
                 one.undone_by, one.to_turn)
                for one in found.conditions
            ),
        ),
    }  # fmt: skip


def _points(board: ObjectiveBoard, one: Series) -> Iterable[tuple[Cell, ...]]:
    for point in one.points:
        value, low, high = (round(each, 3) for each in (point.value, point.low, point.high))
        yield (
            board.objective, one.indicator.family, one.indicator.key, point.year, value, low, high, point.of or None,
            "yes" if point.whole else "no", one.indicator.unit, one.indicator.source, one.edition,
        )  # fmt: skip


def plain_standing(found: Stood) -> dict[str, Any]:
    """A standing as JSON values."""
    return {
        "strategy": found.strategy.key,
        "as_of": found.as_of,
        "revision": found.revision,
        "version": found.version,
        "objectives": [
            {
                "key": board.objective,
                "series": [
                    {"key": one.indicator.key, "family": one.indicator.family, "words": one.words,
                     "edition": one.edition, "unit": one.indicator.unit, "unclear": one.unclear,
                     "saturated": one.words.startswith("saturated"),
                     "items": [[item.key, item.low, item.high, item.most, item.editions] for item in one.items],
                     "points": [[point.year, *(round(end, 3) for end in (point.value, point.low, point.high)),
                                 point.whole] for point in one.points]}
                    for one in board.series
                ],
                "not_measured": [{"key": one.key, "why": one.why} for one in board.unmeasured],
            }
            for board in found.objectives
        ],
        "conditions": [
            {"key": one.condition.key, "state": one.state.value, "words": one.words, "on_whose_word": one.on_whose_word,
             "expires": one.expires, "undone_by": one.undone_by, "to_turn": one.to_turn, "supposed": one.supposed,
             "from_baseline": one.from_baseline, "claims": [claim.id for claim in one.rests_on],
             "exhibits": [[ground.span.exhibit, ground.span.locator] for ground in one.grounds]}
            for one in found.conditions
        ],
        "posture": None if found.stance is None else {
            "key": found.stance.posture.key, "words": found.stance.posture.words,
            "reasons": list(found.stance.reasons), "would_change": list(found.stance.would_change),
            "dissent": list(found.stance.dissent), "supposed": found.stance.supposed,
        },
        "gates": [
            {"measure": gate.measure.key, "open": gate.open, "waits_for": list(gate.waits_for),
             "closed_by": list(gate.closed_by), "body": gate.body}
            for gate in found.gates
        ],
        "reliefs": [
            {"condition": one.condition.key, "what": relief.what, "body": relief.body, "basis": relief.basis,
             "verified": relief.verified}
            for one, relief in found.reliefs
        ],
    }  # fmt: skip
