"""The alignment as CSV and JSON: the same report gives the same bytes, and no cell can act as a formula."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from whereas.assess.alignment import AlignmentReport, Row
from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Contradiction
from whereas.assess.lag import Lag
from whereas.kit.spreadsheets import MARK, Cell, csv_rows


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to see the encoding."""
    return MARK + csv_rows([list(header), *rows])


def json_bytes(value: Any) -> bytes:
    """A JSON value with sorted keys, one blank of indent, and text as it is."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def alignment_files(report: AlignmentReport) -> dict[str, bytes]:
    """Every table of an alignment, by file name."""
    return {
        "align-entities.csv": entities_csv(report),
        "align-statements.csv": csv_bytes(_STATEMENT, (cells for row in report.rows for cells in _statements(row))),
        "align-coverage.csv": coverage_csv(report),
        "align-lags.csv": lags_csv(report, report.lags),
        "align-contradictions.csv": contradictions_csv(report.contradictions),
        "align.json": json_bytes(plain_report(report)),
    }


def entities_csv(report: AlignmentReport, rows: Iterable[Row] | None = None) -> bytes:
    """Entities with their listings and gaps, a row each: all of a report, or some."""
    return csv_bytes(*_entities(report, report.rows if rows is None else rows))


def coverage_csv(report: AlignmentReport) -> bytes:
    """How many entities each exact combination of authorities lists."""
    return csv_bytes(*_coverage(report))


def lags_csv(report: AlignmentReport, lags: Iterable[Lag]) -> bytes:
    """Lags, a row each."""
    captions = {row.entity: row.caption for row in report.rows}
    return csv_bytes(_LAG, (_lag(captions, lag) for lag in lags))


def contradictions_csv(contradictions: Iterable[Contradiction]) -> bytes:
    """Contradictions, a row for each statement on either side."""
    return csv_bytes(
        _CONTRADICTION, (cells for number, one in enumerate(contradictions, 1) for cells in _sides(number, one))
    )


Table = tuple[Iterable[str], Iterable[Iterable[Cell]]]


def _entities(report: AlignmentReport, rows: Iterable[Row]) -> Table:
    header = ["entity", "kind", "name", "other names", "listed by"]
    header += [f"{authority} since" for authority in report.authorities]
    header += ["measures", "gaps", "what else may explain them"]
    return header, (_entity(report, row) for row in rows)


def _entity(report: AlignmentReport, row: Row) -> Iterable[Cell]:
    since = dates_by_authority(row)
    yield from (row.entity, row.kind, row.caption, "; ".join(row.other_names), ", ".join(row.authorities))
    for authority in report.authorities:
        yield (since[authority] or "listed, date not given") if authority in since else ""
    yield "; ".join(row.measures)
    yield "; ".join(gap.kind.value for gap in row.gaps)
    yield " ".join(dict.fromkeys(caveat.words for gap in row.gaps for caveat in gap.caveats))


def dates_by_authority(row: Row) -> dict[str, str]:
    """The earliest date each authority that lists an entity gives, or the empty string."""
    found: dict[str, str] = {}
    for one in row.in_force:
        known = [date for date in (found.get(one.authority, ""), one.date) if date]
        found[one.authority] = min(known, default="")
    return found


_STATEMENT = [
    "entity",
    "name",
    "authority",
    "standing",
    "field",
    "value",
    "as written",
    "source",
    "edition",
    "exhibit sha256",
    "locator",
    "source's id",
]


def _statements(row: Row) -> Iterable[Iterable[Cell]]:
    for said in row.names:
        yield (row.entity, row.caption, said.voice, "", said.prop, *_cite(said))
    for one in row.listings:
        for field, said in one.cited:
            yield (row.entity, row.caption, one.authority, one.standing, field, *_cite(said))


def _cite(said: Citation) -> tuple[str, ...]:
    return (said.value, said.original, said.source, said.edition, said.exhibit, said.locator, said.entity)


def _coverage(report: AlignmentReport) -> Table:
    counted = [one for one in report.authorities if one not in report.silent]
    kinds = list(dict.fromkeys(kind for one in report.coverage for kind in one.counts))
    rows = (
        [*(int(who in one.authorities) for who in counted), *(one.counts.get(kind, 0) for kind in kinds), one.total]
        for one in report.coverage
    )
    return [*counted, *kinds, "total"], rows


_LAG = ("entity", "name", "state", "days", "UN date", "EU date", "EU act", "act verified")


def _lag(names: Mapping[str, str], lag: Lag) -> Iterable[Cell]:
    act = lag.act
    return (
        lag.entity,
        names[lag.entity],
        lag.state.value,
        lag.days,
        lag.un.value if lag.un else "",
        lag.eu_date,
        act.act if act else "",
        ("yes" if act.verified else "no") if act else "",
    )


_CONTRADICTION = (
    "number", "kind", "severity", "entities", "in words", "who stands where", "side", "authority", "value",
    "as written", "source", "edition", "exhibit sha256", "locator", "source's id",
)  # fmt: skip


def _sides(number: int, one: Contradiction) -> Iterable[Iterable[Cell]]:
    for side, citations in (("left", one.left), ("right", one.right)):
        for said in citations:
            yield (
                number,
                one.kind,
                str(one.severity),
                " ".join(one.entities),
                one.words,
                one.hint,
                side,
                said.voice,
                *_cite(said),
            )


def plain_report(report: AlignmentReport) -> dict[str, Any]:
    """The whole report as JSON values."""
    captions = {row.entity: row.caption for row in report.rows}
    return {
        "programme": {"key": report.programme.key, "title": report.programme.title, "sha256": report.programme.digest},
        "as_of": report.as_of,
        "starter": report.starter,
        "revision": report.revision,
        "version": report.version,
        "lists": [
            {
                "source": one.source,
                "authority": one.authority,
                "edition": one.edition,
                "exhibits": list(one.exhibits),
                "entities": one.entities,
                "partial": one.partial,
            }
            for one in report.lists
        ],
        "silent": list(report.silent),
        "coverage": [{"authorities": list(one.authorities), "counts": dict(one.counts)} for one in report.coverage],
        "entities": [plain_row(row) for row in report.rows],
        "related": [plain_row(row) for row in report.related],
        "lags": [plain_lag(lag, captions) for lag in report.lags],
        "lag_summary": {
            "measured": report.lag_summary.measured,
            "by_act": report.lag_summary.by_act,
            "unverified": report.lag_summary.unverified,
            "earlier": report.lag_summary.earlier,
            "missing": report.lag_summary.missing,
            "shortest": report.lag_summary.shortest,
            "median": report.lag_summary.median,
            "longest": report.lag_summary.longest,
        },
        "contradictions": [plain_contradiction(one) for one in report.contradictions],
    }


def plain_lag(lag: Lag, captions: Mapping[str, str]) -> dict[str, Any]:
    """A lag as JSON values."""
    return dict(zip(_LAG, _lag(captions, lag), strict=True))


def plain_contradiction(one: Contradiction) -> dict[str, Any]:
    """A contradiction as JSON values, both sides with all who make it."""
    return {
        "kind": one.kind,
        "severity": str(one.severity),
        "entities": list(one.entities),
        "words": one.words,
        "hint": one.hint,
        "left": [_plain_citation(said) for said in one.left],
        "right": [_plain_citation(said) for said in one.right],
    }


def plain_row(row: Row) -> dict[str, Any]:
    """A row as JSON values."""
    return {
        "entity": row.entity,
        "members": list(row.members),
        "kind": row.kind,
        "caption": row.caption,
        "names": [_plain_citation(said) for said in row.names],
        "listings": [
            {
                "authority": one.authority,
                "source": one.source,
                "standing": one.standing,
                "in_force": one.in_force,
                "un_based": one.un_based,
                "statements": [{"field": field, **_plain_citation(said)} for field, said in one.cited],
            }
            for one in row.listings
        ],
        "gaps": [
            {
                "kind": gap.kind.value,
                "listed_by": list(gap.listed_by),
                "absent_from": list(gap.absent_from),
                "words": gap.words,
                "caveats": [caveat.words for caveat in gap.caveats],
            }
            for gap in row.gaps
        ],
    }


def _plain_citation(said: Citation) -> dict[str, str]:
    fields: Mapping[str, str] = {
        "voice": said.voice,
        "source": said.source,
        "edition": said.edition,
        "exhibit": said.exhibit,
        "locator": said.locator,
        "entity": said.entity,
        "prop": said.prop,
        "value": said.value,
        "original": said.original,
        "lang": said.lang,
    }
    return {name: text for name, text in fields.items() if text}
