"""The evaluation of a past policy as a page and a table."""

from collections.abc import Iterable
from typing import Any

from whereas.assess.evaluation import Evaluated
from whereas.core.entity import Entity
from whereas.kit.spreadsheets import Cell
from whereas.publish.pages import render
from whereas.publish.standing import Stood
from whereas.publish.tables import csv_bytes

_HEADS = ("objective", "phase", "from", "to", "what", "date", "value", "low", "high", "unit", "words", "source")


def evaluation_files(found: Evaluated, stood: Stood) -> dict[str, bytes]:
    """The page of an evaluation, and the data behind it."""
    return {"evaluation.html": evaluation_page(found, stood).encode(),
            "evaluation.csv": csv_bytes(_HEADS, _rows(found))}  # fmt: skip


def evaluation_page(found: Evaluated, stood: Stood) -> str:
    """An evaluation as one page: the means by phase, then each objective by phase."""
    return render(
        "evaluation.html.j2",
        s=stood,
        e=found,
        means=[(phase, [_event(one) for one in events]) for phase, events in found.means],
        lines=[
            {
                "sought": line.sought,
                "cells": [
                    {"phase": cell.phase, "levels": cell.levels, "events": [_event(one) for one in cell.events]}
                    for cell in line.cells
                ],
            }
            for line in found.lines
        ],
    )  # fmt: skip


def _event(one: Entity) -> dict[str, Any]:
    return {
        "date": one.first("date"),
        "name": one.caption,
        "source": one.first("publisher") or one.first("sourceUrl"),
        "verified": not any(said.startswith("Not checked") for said in one.get("notes")),
    }


def _rows(found: Evaluated) -> Iterable[tuple[Cell, ...]]:
    for line in found.lines:
        for cell in line.cells:
            about = (line.sought.objective, cell.phase.key, cell.phase.first, cell.phase.last)
            for level in cell.levels:
                figures = (level.mean, level.low, level.high) if level.years else ("", "", "")
                yield (*about, level.title, "", *figures, level.unit, level.words, "")
            for one in cell.events:
                told = _event(one)
                yield (*about, told["name"], told["date"], "", "", "", "", "", told["source"])
