"""The rows of an alignment as its pages show them: a cell for each authority, what was asked for, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whereas.assess.alignment import AlignmentReport, Row
from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Contradiction, Severity
from whereas.assess.lag import Lag
from whereas.assess.listing import Listing
from whereas.publish.tables import dates_by_authority


def shown_row(row: Row, report: AlignmentReport) -> dict[str, Any]:
    """A row as the table shows it: a cell for each authority, and what the filters ask for."""
    dates = dates_by_authority(row)
    why = {caveat.authority: caveat.words for gap in row.gaps for caveat in gap.caveats}
    cells = []
    for authority in report.authorities:
        listed = [one for one in row.in_force if one.authority == authority]
        if listed:
            state = "focus" if any(one.standing == "focus" for one in listed) else "other"
        elif authority in report.silent:
            state = "silent"
        else:
            state = "aged" if authority in why else "absent"
        of_un = bool(listed) and all(one.dates_of_un for one in listed if one.date)
        cells.append(
            {
                "state": state,
                "date": dates.get(authority, ""),
                "why": why.get(authority, ""),
                "un_date": of_un and bool(dates.get(authority)),
            }
        )
    names = " ".join((row.caption, *row.other_names, row.entity, *row.members))
    references = {said.value for one in row.listings for said in (*one.reference, *one.un_reference)}
    return {
        "row": row,
        "cells": cells,
        "search": " ".join((names, *sorted(references))).casefold(),
        "aged": bool(row.gaps) and all(gap.uncertain for gap in row.gaps),
        "exact": ",".join(one for one in row.authorities if one not in report.silent),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of an alignment; the empty string asks for all.

    `by` and `without` are authorities, `exact` a combination (`UN,EU`), `gap` and `kind` as the report names them,
    `measure` a measure in force, `text` words of names, ids and references, `since` a partial ISO date on or after
    which somebody listed the party, `sure` leaves differences out that may be due to the lists' age or extent.
    `severity` is the least of contradictions, `clash` their kind, `state` that of a lag.
    """

    by: str = ""
    without: str = ""
    exact: str = ""
    gap: str = ""
    kind: str = ""
    measure: str = ""
    text: str = ""
    since: str = ""
    sure: bool = False
    severity: str = ""
    clash: str = ""
    state: str = ""


def wanted_rows(report: AlignmentReport, wanted: Wanted) -> tuple[Row, ...]:
    """The rows that were asked for, in the report's order."""
    return tuple(row for row in report.rows if _is_wanted(row, wanted, report.silent))


def _is_wanted(row: Row, wanted: Wanted, silent: Iterable[str]) -> bool:
    who = row.authorities
    gaps = [one for one in row.gaps if not (wanted.sure and one.uncertain)]
    return (
        (not wanted.kind or row.kind == wanted.kind)
        and (not wanted.by or wanted.by in who)
        and (not wanted.without or wanted.without not in who)
        and (not wanted.exact or ",".join(one for one in who if one not in silent) == wanted.exact)
        and (not wanted.measure or wanted.measure in row.measures)
        and (not wanted.gap or any(one.kind.value == wanted.gap for one in gaps))
        and (not wanted.sure or bool(gaps))
        and (not wanted.since or any(one.date >= wanted.since for one in row.in_force))
        and _says(_words_of(row), wanted.text)
    )


def _words_of(row: Row) -> str:
    references = {said.value for one in row.listings for said in (*one.reference, *one.un_reference)}
    return " ".join((row.caption, *row.other_names, row.entity, *row.members, *sorted(references)))


def _says(words: str, text: str) -> bool:
    """Whether every word that was asked for stands there, letter case aside."""
    if not text:
        return True
    folded = words.casefold()
    return all(word in folded for word in text.casefold().split())


def wanted_contradictions(report: AlignmentReport, wanted: Wanted) -> tuple[Contradiction, ...]:
    """The contradictions that were asked for, the most severe first."""
    least = Severity[wanted.severity.upper()] if wanted.severity.upper() in Severity.__members__ else Severity.INFO
    rows = {row.entity: row for row in report.rows}
    return tuple(
        one
        for one in report.contradictions
        if one.severity >= least
        and (not wanted.clash or one.kind == wanted.clash)
        and (not wanted.by or wanted.by in {said.voice for said in (*one.left, *one.right)})
        and (not wanted.kind or any(key in rows and rows[key].kind == wanted.kind for key in one.entities))
        and _says(" ".join((one.words, *one.entities, *(rows[key].caption for key in one.entities if key in rows))),
                  wanted.text)
    )  # fmt: skip


def wanted_lags(report: AlignmentReport, wanted: Wanted) -> tuple[Lag, ...]:
    """The lags that were asked for: the longest first, those that could not be measured last."""
    rows = {row.entity: row for row in report.rows}
    found = [
        lag
        for lag in report.lags
        if (not wanted.state or lag.state.value == wanted.state)
        and (not wanted.kind or rows[lag.entity].kind == wanted.kind)
        and (not wanted.since or bool(lag.un and lag.un.value >= wanted.since))
        and _says(_words_of(rows[lag.entity]), wanted.text)
    ]
    return tuple(sorted(found, key=lambda lag: (lag.days is None, -(lag.days or 0), lag.entity)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One authority on one entity: its listings, or why nothing of it is there."""

    authority: str
    listings: tuple[Listing, ...]
    names: tuple[Citation, ...]
    editions: tuple[str, ...]
    absent: str = ""


def sides_of(row: Row, report: AlignmentReport) -> tuple[Side, ...]:
    """What each authority says of an entity, side by side; of one that lists nothing, the editions that were searched
    and what else may explain it."""
    why = {caveat.authority: caveat.words for gap in row.gaps for caveat in gap.caveats}
    found = []
    for authority in report.authorities:
        listed = tuple(one for one in row.listings if one.authority == authority)
        partial = [one.partial for one in report.lists if one.authority == authority and one.partial]
        found.append(
            Side(
                authority=authority,
                listings=listed,
                names=_distinct(said for said in row.names if said.voice == authority),
                editions=tuple(
                    f"{one.source} {one.edition}".strip() for one in report.lists if one.authority == authority
                ),
                absent="" if listed else why.get(authority) or "; ".join(dict.fromkeys(partial)),
            )
        )
    return tuple(found)


def _distinct(names: Iterable[Citation]) -> tuple[Citation, ...]:
    found: dict[tuple[str, str], Citation] = {}
    for said in names:
        found.setdefault((said.source, said.value), said)
    return tuple(found.values())
