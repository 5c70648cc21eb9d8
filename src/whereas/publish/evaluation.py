"""The evaluation of a past policy as a page and a table."""

from collections.abc import Iterable
from typing import Any

from whereas.assess.evaluation import Cell as Phased
from whereas.assess.evaluation import Evaluated, Level
from whereas.assess.indicators import Series
from whereas.core.entity import Entity
from whereas.kit.spreadsheets import Cell
from whereas.publish.pages import render
from whereas.publish.standing import PAGES, Stood
from whereas.publish.tables import csv_bytes

_HEADS = ("objective", "phase", "from", "to", "what", "date", "value", "low", "high", "unit", "words", "source")


def evaluation_files(found: Evaluated, stood: Stood) -> dict[str, bytes]:
    """The page of an evaluation, and the data behind it."""
    return {"evaluation.html": evaluation_page(found, stood).encode(),
            "evaluation.csv": csv_bytes(_HEADS, _rows(found, stood))}  # fmt: skip


def evaluation_page(found: Evaluated, stood: Stood) -> str:
    """An evaluation as one page: the means by phase, then each objective by phase."""
    means, lines = told_by_phase(found, stood)
    return render("evaluation.html.j2", pages=PAGES, here="evaluation.html", s=stood, e=found, means=means, lines=lines)


def told_by_phase(found: Evaluated, stood: Stood) -> tuple[list[Any], list[dict[str, Any]]]:
    """The means by phase with their events, and each objective by phase: what can be counted, and what happened."""
    means = [(phase, [_event(one) for one in events]) for phase, events in found.means]
    lines = [
        {
            "sought": line.sought,
            "cells": [
                {
                    "phase": cell.phase,
                    "levels": _levels(cell, stood),
                    "events": [_event(one) for one in cell.events],
                }
                for cell in line.cells
            ],
        }
        for line in found.lines
    ]
    return means, lines


def _levels(cell: Phased, stood: Stood) -> list[dict[str, Any]]:
    """Each indicator over a phase: its figures, these in words, and what follows."""
    series = {one.indicator.title: one for board in stood.objectives for one in board.series}
    return [_told(level, series.get(level.title), cell) for level in cell.levels]


def _told(level: Level, series: Series | None, cell: Phased) -> dict[str, Any]:
    if series is not None and series.indicator.silence == "no data" and series.points:
        return _selected(level, series, cell)
    if not level.years:
        return {"title": level.title, "values": ("", "", ""), "unit": level.unit, "figure": "", "words": level.words}
    years = f"{level.years} whole year{'' if level.years == 1 else 's'}"
    figure = f"{_short(level.mean)} {level.unit} ({_short(level.low)} to {_short(level.high)}, {years})"
    return {
        "title": level.title, "values": (level.mean, level.low, level.high), "unit": level.unit, "figure": figure,
        "words": level.words,
    }  # fmt: skip


def _short(number: float) -> str:
    """A number to the figures that a mean of a few years can bear: `24.1`, `119`, `0.004`."""
    return f"{number:,.1f}".removesuffix(".0") if number >= 1 else f"{number:.1g}"


def _selected(level: Level, series: Series, cell: Phased) -> dict[str, Any]:
    """A selection by hand says nothing of the years that it leaves out: a mean over the others would be no rate."""
    points = [one for one in series.points if cell.phase.first <= one.year <= cell.phase.last]
    total = sum(one.value for one in points)
    when = ", ".join(str(one.year) for one in points)
    words = "counted by hand; not compared" if points else "none was written down, which is not none"
    return {
        "title": level.title, "values": (total, "", "") if points else ("", "", ""), "unit": "in the phase",
        "figure": f"{total:g} ({when})" if points else "", "words": words,
    }  # fmt: skip


def _event(one: Entity) -> dict[str, Any]:
    return {
        "date": one.first("date"),
        "name": one.caption,
        "source": one.first("publisher") or one.first("sourceUrl"),
        "verified": not any(said.startswith("Not checked") for said in one.get("notes")),
    }


def _rows(found: Evaluated, stood: Stood) -> Iterable[tuple[Cell, ...]]:
    for line in found.lines:
        for cell in line.cells:
            about = (line.sought.objective, cell.phase.key, cell.phase.first, cell.phase.last)
            for level in _levels(cell, stood):
                yield (*about, level["title"], "", *level["values"], level["unit"], level["words"], "")
            for one in cell.events:
                told = _event(one)
                yield (*about, told["name"], told["date"], "", "", "", "", "", told["source"])
