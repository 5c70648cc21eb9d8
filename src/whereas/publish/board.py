"""The strategy's board as a page and as a table."""

from collections.abc import Iterable

from whereas.assess.board import PillarState, Work, counted
from whereas.publish.pages import render
from whereas.publish.standing import Stood
from whereas.publish.tables import csv_bytes

_HEADS = ("pillar", "pillar title", "measure", "title", "points", "state", "ready", "being built", "missing", "done",
          "rests on", "who must act")  # fmt: skip


def board_files(found: Stood, pillars: Iterable[PillarState]) -> dict[str, bytes]:
    """The strategy's board as a page and as a table."""
    states = tuple(pillars)
    lines = (
        (pillar.pillar.number, pillar.pillar.title, one.measure.key, one.measure.title, " ".join(one.measure.points),
         one.state, _told(one.ready), _told(one.building), "; ".join(one.missing), _told(one.done), _told(one.feeds),
         one.measure.body)
        for pillar in states
        for one in pillar.measures
    )  # fmt: skip
    page = render("board.html.j2", s=found, pillars=states, counts=counted(states))
    return {"board.html": page.encode(), "board.csv": csv_bytes(_HEADS, lines)}


def _told(works: Iterable[Work]) -> str:
    return "; ".join(f"{one.count} {one.words}" for one in works)
