"""A table of customers: brought, its columns named, screened as a job, and its matches looked through."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, MultipartBody, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.errors import WhereasError
from whereas.screen.batch import matches_in
from whereas.screen.model import FOR_TABLES, cost_of, read_threshold
from whereas.screen.tabular import Columns, Table, guess_columns, read_rows
from whereas.screen.workbooks import as_csv, is_workbook
from whereas.web import staging
from whereas.web.access import needs
from whereas.web.forms import Form, one
from whereas.web.jobs import Job, folder_of, listed, mine, start
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.web.work.screen_table import ASKED, ROWS, Asked, named_alone

KIND = "screen-table"
LARGEST = 100_000_000
FIELDS = tuple(each.name for each in fields(Columns))
KINDS = ("", "Person", "Organization", "Company", "Vessel", "LegalEntity")
BANDS = ("strong", "probable", "possible")
FIRST_ROWS = 8
MOST_HEADS = 60  # that are shown of a table, so that a page stays a page
ON_A_PAGE = 50
CONVERTED = "table.csv"
READ: dict[str, Any] = {"opt": needs(Permission.SCREEN), "sync_to_thread": True, "include_in_schema": False}


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A table that was put aside: its token, what it is called, and what of it is screened."""

    token: str
    called: str
    table: Table
    first: tuple[dict[str, str], ...]


@get("/batch", **READ)
def batch(visit: Here) -> Template:
    """Where a table is brought, and the tables screened before."""
    return _start(visit)


@post("/batch", request_max_body_size=LARGEST + 100_000, status_code=200, **READ)
def bring(visit: Here, data: MultipartBody[dict[str, Any]]) -> Template | Redirect:
    """Put a table aside, and ask which column holds what."""
    file = data.get("table")
    try:
        token = _staged(visit, file)
    except WhereasError as error:
        return _start(visit, trouble=error)
    return Redirect(f"/batch/{token}", status_code=303)


@get("/batch/{token:str}", **READ)
def mapping(visit: Here, token: FromPath[str]) -> Template:
    """The first rows, and which column holds what: as guessed, to be put right."""
    brought = _opened(visit, token)
    trouble: WhereasError | None = None
    chosen: dict[str, str] = {}
    try:
        guessed = guess_columns(brought.table.heads)
        chosen = {name: getattr(guessed, name) for name in FIELDS}
    except WhereasError as error:
        trouble = error
    return _mapping(visit, brought, chosen, trouble=trouble)


@post("/batch/{token:str}", status_code=200, **READ)
def screen(visit: Here, token: FromPath[str], data: URLEncodedBody[dict[str, Any]]) -> Template | Redirect:
    """Start the screening as a job."""
    brought = _opened(visit, token)
    chosen = _chosen(data)
    try:
        columns = _columns(visit, chosen, brought.table.heads)
        asked = Asked(
            file=brought.table.path.name, called=brought.called, schema=one(data, "kind"),
            threshold=read_threshold(one(data, "threshold"), otherwise=FOR_TABLES),
            columns={name: getattr(columns, name) for name in FIELDS},
        )  # fmt: skip
        key = start(visit, KIND, files={asked.file: brought.table.path, ASKED: msgspec.json.encode(asked)})
    except WhereasError as error:
        return _mapping(visit, brought, chosen, trouble=error, form=data)
    staging.drop(visit.seen.bench, visit.person.name, token)
    return Redirect(f"/jobs/{key}", status_code=303)


@get("/batch/results/{key:str}", **READ)
def results(
    visit: Here, key: FromPath[str], *, band: FromQuery[str] = "", text: FromQuery[str] = "",
    by: FromQuery[str] = "", number: FromQuery[int] = 1,
) -> Template:  # fmt: skip
    """The matches of a screened table, to be filtered and saved."""
    job = mine(visit, key)
    rows = folder_of(visit.seen.bench.settings.home, key) / ROWS
    if job.kind != KIND or not rows.is_file():
        raise NotFoundException("there is no such job")
    asked = msgspec.json.decode((rows.parent / ASKED).read_bytes(), type=Asked)
    wanted = {"band": band if band in BANDS else "", "text": text.strip()[:200], "by": by.strip()[:20]}
    found = [row for row in matches_in(rows) if _is_wanted(row, wanted)]
    last = max(-(-len(found) // ON_A_PAGE), 1)
    number = min(max(number, 1), last)
    return page(
        visit, "batch_results.html.j2", here="search", job=job, asked=asked, wanted=wanted, total=len(found),
        rows=found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], number=number, last=last, bands=BANDS,
        authorities=sorted({one for row in matches_in(rows) for one in row["authorities"]}),
        address=lambda at: _address(key, wanted, at), cost=cost_of(asked.threshold),
    )  # fmt: skip


def _staged(visit: Visit, file: object) -> str:
    """Put a table aside and look whether it is one; what is none is not kept. Raises `WhereasError`."""
    if not isinstance(file, UploadFile) or not file.filename:
        raise WhereasError(visit.t("batch.no_table"), todo=visit.t("batch.no_table_todo"))
    token = staging.stage(visit.seen.bench, visit.person.name, file.filename, file.file)
    try:
        _opened(visit, token)
    except WhereasError:
        staging.drop(visit.seen.bench, visit.person.name, token)
        raise
    return token


def _address(key: str, wanted: Mapping[str, str], number: int) -> str:
    said = {name: text for name, text in wanted.items() if text} | ({"number": str(number)} if number > 1 else {})
    return f"/batch/results/{key}" + (f"?{urlencode(said)}" if said else "")


def _is_wanted(row: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    words = f"{row['row']} {row['asked']} {row['caption']} {row['entity']} {row['listed name']}".casefold()
    return (
        (not wanted["band"] or row["band"] == wanted["band"])
        and (not wanted["by"] or wanted["by"] in row["authorities"])
        and all(word in words for word in wanted["text"].casefold().split())
    )


def _opened(visit: Visit, token: str) -> Brought:
    """A table that this person put aside. Raises `WhereasError` for one that is not there or is none."""
    place = staging.place_of(visit.seen.bench, visit.person.name, token)
    if place.stat().st_size > LARGEST:
        raise WhereasError(
            visit.t("batch.large", most=LARGEST // 1_000_000), where=place.name, todo=visit.t("batch.large_todo")
        )
    with named_alone(place.parent):
        source = place
        if is_workbook(place):
            source = place.parent / ".sheet" / CONVERTED
            if not source.exists():
                source.parent.mkdir(exist_ok=True)
                as_csv(place, source)
        table = read_rows(source, batch=FIRST_ROWS)
        first = tuple(islice((row for batch in table for row in batch), FIRST_ROWS))
    if not first:
        raise WhereasError(visit.t("batch.no_rows"), where=place.name, todo=visit.t("batch.no_rows_todo"))
    return Brought(token=token, called=place.name, table=table, first=first)


def _chosen(data: Form) -> dict[str, str]:
    chosen = {name: one(data, name) for name in FIELDS}
    more = [one(data, f"name_{number}") for number in (2, 3)]
    chosen["name"] = "+".join(filter(None, (chosen["name"], *more)))
    return chosen


def _columns(visit: Visit, chosen: Mapping[str, str], heads: tuple[str, ...]) -> Columns:
    """The columns a person chose. Raises `WhereasError` where none holds the name, or the table has no such column."""
    if not chosen["name"]:
        raise WhereasError(visit.t("batch.no_name"), todo=visit.t("batch.no_name_todo"))
    for name, head in chosen.items():
        parts = (head, *(head.split("+") if name == "name" and head not in heads else ()))
        if head and head not in heads and not all(part in heads for part in parts[1:]):
            raise WhereasError(visit.t("batch.no_column", head=head[:80]), todo=visit.t("batch.no_column_todo"))
    return Columns(**chosen)


def _start(visit: Visit, trouble: WhereasError | None = None) -> Template:
    before = [each for each in listed(visit) if each.kind == KIND and each.by == visit.person.name]
    shown = page(
        visit, "batch.html.j2", here="search", trouble=trouble, jobs=before[:20], most=LARGEST // 1_000_000,
        called={each.id: _called(visit, each) for each in before[:20]},
    )  # fmt: skip
    shown.status_code = 400 if trouble else 200
    return shown


def _called(visit: Visit, job: Job) -> str:
    place: Path = folder_of(visit.seen.bench.settings.home, job.id) / ASKED
    return msgspec.json.decode(place.read_bytes(), type=Asked).called if place.is_file() else ""


def _mapping(
    visit: Visit, brought: Brought, chosen: Mapping[str, str], *, trouble: WhereasError | None = None,
    form: Form | None = None,
) -> Template:  # fmt: skip
    heads = brought.table.heads
    names = [chosen.get("name", "")] if chosen.get("name", "") in heads else chosen.get("name", "").split("+")
    threshold = one(form or {}, "threshold", f"{FOR_TABLES:g}")
    shown = page(
        visit, "batch_columns.html.j2", here="search", brought=brought, heads=heads, shown_heads=heads[:MOST_HEADS],
        fields=FIELDS[1:], chosen=chosen, names=[*names, "", ""][:3], kinds=KINDS, kind=one(form or {}, "kind"),
        threshold=threshold, cost=cost_of(FOR_TABLES), trouble=trouble,
    )  # fmt: skip
    shown.status_code = 400 if trouble and form is not None else 200
    return shown


ROUTES = [batch, bring, results, mapping, screen]
