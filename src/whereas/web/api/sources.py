"""The API of sources: which there are, how old their editions are, what was odd, and what an edition changed."""

from dataclasses import dataclass
from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from whereas.publish.sources_plain import plain_delta, plain_issue
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here, Visit
from whereas.workbench.sources_page import (
    Edition,
    SourceState,
    change,
    editions_of,
    issues_of,
    state_of_source,
    states,
)

READ = needs(Permission.READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShown:
    """A source as it stands.

    `age` is in days from the edition to today, None without an edition; `usual` the median of days between editions
    held, None for fewer than three; `late` is whether twice that has passed; `partial` why the files are no whole list.
    """

    key: str
    title: str
    publisher: str
    authority: str
    licence: str
    homepage: str
    reliability: str
    marking: str
    edition: str
    captured: str
    age: int | None
    usual: int | None
    late: bool
    entities: int
    statements: int
    issues: int
    partial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionShown:
    """A captured file: `before` is the exhibit of the edition before it, `current` whether it is in view."""

    exhibit: str
    name: str
    feed: str
    edition: str
    captured_at: str
    origin: str
    size: int
    before: str
    current: bool


@get("/api/v1/sources", opt=READ, sync_to_thread=True)
def every(visit: Here) -> list[SourceShown]:
    """List the sources with their editions, ages and sizes; those with nothing in view last."""
    return [_plain(one) for one in states(visit.seen)]


@get("/api/v1/sources/{key:str}", opt=READ, sync_to_thread=True)
def one(visit: Here, key: FromPath[str]) -> SourceShown:
    """Say how a source stands."""
    return _plain(_source(visit, key))


@get("/api/v1/sources/{key:str}/editions", opt=READ, sync_to_thread=True)
def editions(visit: Here, key: FromPath[str]) -> list[EditionShown]:
    """List the captured files of a source, the newest edition first."""
    _source(visit, key)
    return [_edition(each) for each in editions_of(visit.seen, key)]


@get("/api/v1/sources/{key:str}/issues", opt=READ, sync_to_thread=True)
def issues(visit: Here, key: FromPath[str]) -> list[dict[str, Any]]:
    """List what was odd in a source's files in view, each with its place."""
    _source(visit, key)
    return [plain_issue(reading, issue) for reading, issue in issues_of(visit.seen, key)]


@get("/api/v1/sources/{key:str}/delta", opt=READ, sync_to_thread=True)
def delta(visit: Here, key: FromPath[str], edition: FromQuery[str]) -> dict[str, list[str]] | None:
    """Say what an edition (an exhibit's digest) added, removed and changed against the one of its feed before it.

    Null where it is the first, or was not read.
    """
    _source(visit, key)
    for each in editions_of(visit.seen, key):
        if each.exhibit.sha256 == edition:
            return plain_delta(change(visit.seen, each.exhibit, each.before) if each.before is not None else None)
    raise NotFoundException("there is no such edition")


def _source(visit: Visit, key: str) -> SourceState:
    found = state_of_source(visit.seen, key)
    if found is None:
        raise NotFoundException("there is no such source")
    return found


def _plain(found: SourceState) -> SourceShown:
    of = found.source
    return SourceShown(
        key=of.key, title=of.title, publisher=of.publisher, authority=of.authority, licence=of.licence,
        homepage=of.homepage, reliability=of.reliability, marking=str(of.marking), edition=found.edition,
        captured=found.captured, age=found.age, usual=found.usual, late=found.late, entities=found.entities,
        statements=found.statements, issues=found.issues, partial=found.partial,
    )  # fmt: skip


def _edition(found: Edition) -> EditionShown:
    of = found.exhibit
    return EditionShown(
        exhibit=of.sha256, name=of.name, feed=of.feed, edition=of.edition, captured_at=of.captured_at,
        origin=of.origin, size=of.size, before=found.before.sha256 if found.before is not None else "",
        current=found.current,
    )  # fmt: skip


ROUTES = [every, one, editions, issues, delta]
