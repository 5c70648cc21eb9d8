"""Sources: who speaks, which edition is at hand, how old it is, what was odd in it, and what each edition changed."""

from collections import Counter
from collections.abc import Iterable

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from whereas.ledger.delta import Delta
from whereas.publish.tables import csv_bytes
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.pages.standing import sent
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.sources_page import (
    Edition,
    SourceState,
    are_read,
    change,
    editions_of,
    issues_of,
    state_of_source,
    states,
    told,
)

ENTRY = Entry(key="sources", path="/sources", order=70, shortcut="o")
# So many issues stand on a page, and so many entries of a difference; the files have all of them.
ON_A_PAGE = 100
_PATIENCE = 0.3  # seconds that a page waits for two editions to be compared


@get("/sources", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def sources_page(visit: Here) -> Template:
    """Every source with its edition, age, size and issues."""
    found = states(visit.seen)
    return page(
        visit, "sources.html.j2", here="sources", held=[one for one in found if one.readings],
        others=[one for one in found if not one.readings], only_starter=visit.seen.starter,
    )  # fmt: skip


@get("/sources/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def source_page(
    visit: Here, key: FromPath[str], *, edition: FromQuery[str] = "", kind: FromQuery[str] = "",
    first: FromQuery[int] = 0, wait: FromQuery[bool] = False,
) -> Template:  # fmt: skip
    """One source: its editions, what was odd in them, and what an edition changed, now or with `wait` when found."""
    found = _source(visit, key)
    every = editions_of(visit.seen, key)
    issues = issues_of(visit.seen, key)
    kinds = Counter(issue.kind.value for _, issue in issues)
    chosen = [one for one in issues if not kind or one[1].kind.value == kind]
    first = max(0, min(first, max(0, len(chosen) - 1)))
    asked = _edition(every, edition) if edition else None
    delta = _changed(visit, asked, wait=wait) if asked is not None else None
    return page(
        visit, "source.html.j2", here="sources", s=found, editions=every, kinds=kinds, kind=kind, first=first,
        issues=chosen[first : first + ON_A_PAGE], count=len(chosen), step=ON_A_PAGE, asked=asked,
        delta=delta, deltas=_known(visit, every),
        afoot=delta is None and asked is not None and _is_afoot(visit, asked),
    )  # fmt: skip


@get("/sources/{key:str}/{name:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def file(visit: Here, key: FromPath[str], name: FromPath[str], edition: FromQuery[str] = "") -> Response[bytes]:
    """All issues of a source, or all that an edition changed, as a table."""
    _source(visit, key)
    if name == "issues.csv":
        return sent(f"{key}-issues.csv", issues_csv(visit, key))
    if name == "delta.csv":
        asked = _edition(editions_of(visit.seen, key), edition)
        found = change(visit.seen, asked.exhibit, asked.before) if asked.before is not None else None
        if found is not None:
            return sent(f"{key}-delta.csv", delta_csv(found))
    raise NotFoundException("there is no such file")


def issues_csv(visit: Visit, key: str) -> bytes:
    """Every issue of a source's files in view."""
    heads = ("kind", "field", "value", "message", "entity", "count", "file", "edition", "exhibit", "locator")
    rows = (
        (issue.kind.value, issue.field, issue.value, issue.message, issue.entity, issue.count, reading.exhibit.name,
         reading.exhibit.edition, reading.exhibit.sha256, issue.locator)
        for reading, issue in issues_of(visit.seen, key)
    )  # fmt: skip
    return csv_bytes(heads, rows)


def delta_csv(found: Delta) -> bytes:
    """Every entry that was added, removed or changed."""
    sets = (("added", found.added), ("removed", found.removed), ("changed", found.changed))
    return csv_bytes(("change", "entity"), ((what, one) for what, ids in sets for one in sorted(ids)))


def _source(visit: Visit, key: str) -> SourceState:
    found = state_of_source(visit.seen, key)
    if found is None:
        raise NotFoundException("there is no such source")
    return found


def _edition(every: Iterable[Edition], sha256: str) -> Edition:
    """An edition by its digest, as far as the visitor may see."""
    for one in every:
        if one.exhibit.sha256 == sha256:
            return one
    raise NotFoundException("there is no such edition")


def _known(visit: Visit, every: Iterable[Edition]) -> dict[str, str]:
    """What editions changed, where that is known or quickly found."""
    found = {
        one.exhibit.sha256: change(visit.seen, one.exhibit, one.before, quick=True)
        for one in every if one.before is not None
    }  # fmt: skip
    return {key: str(one) for key, one in found.items() if one is not None}


def _changed(visit: Visit, asked: Edition, *, wait: bool) -> dict[str, tuple[int, list[tuple[str, str]]]] | None:
    """What an edition changed: of each kind how many, and the first of them with what they are called."""
    if asked.before is None:
        return None
    found = told(visit.seen, asked.exhibit, asked.before, seconds=None if wait else _PATIENCE)
    if found is None:
        return None
    sets = (("added", found.delta.added), ("removed", found.delta.removed), ("changed", found.delta.changed))
    return {what: (len(ids), found.first(ids)) for what, ids in sets}


def _is_afoot(visit: Visit, asked: Edition) -> bool:
    """Whether what an edition changed, which is not known, can be found."""
    return asked.before is not None and are_read(visit.seen, asked.exhibit, asked.before)


ROUTES = [sources_page, source_page, file]
