"""The API of alerts: what you watch, and what changed of it."""

from dataclasses import dataclass

from litestar import delete, get, post
from litestar.params import FromPath, JSONBody

from whereas.web import alerts
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.web.watches import Watching


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchShown:
    """A thing you watch: a party by id, a name that is screened, a source by key, or the subjects of a case."""

    id: str
    kind: str
    key: str
    words: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchWanted:
    """A thing to watch."""

    kind: Watching
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShown:
    """What changed: `what` is added, changed, removed, edition or first; `before` and `after` are exhibits' SHA-256,
    `was` and `edition` the dates of the two editions."""

    id: str
    watch: str
    what: str
    entity: str
    source: str
    feed: str
    before: str
    after: str
    was: str
    edition: str
    words: str
    at: str
    state: str


@get("/api/v1/watches", opt=needs(Permission.READ), sync_to_thread=True)
def watches(visit: Here) -> list[WatchShown]:
    """List what you watch, the newest first."""
    return [_watch(one) for one in alerts.watched(visit)]


@post("/api/v1/watches", opt=needs(Permission.READ), sync_to_thread=True)
def begin(visit: Here, data: JSONBody[WatchWanted]) -> WatchShown:
    """Watch a thing. The same again changes nothing."""
    return _watch(alerts.begin(visit, data.kind, data.key))


@delete("/api/v1/watches/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def end(visit: Here, key: FromPath[str]) -> None:
    """Watch a thing no more; its alerts go with it."""
    alerts.end(visit, key)


@get("/api/v1/alerts", opt=needs(Permission.READ), sync_to_thread=True)
def every(visit: Here) -> list[AlertShown]:
    """List your alerts that were not dismissed, the newest first."""
    return [_alert(one) for one in alerts.shown(visit)]


@delete("/api/v1/alerts/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def dismiss(visit: Here, key: FromPath[str]) -> None:
    """Dismiss an alert."""
    alerts.put(visit, [alerts.one(visit, key).id], "dismissed")


def _watch(one: object) -> WatchShown:
    return WatchShown(**{name: str(getattr(one, name)) for name in WatchShown.__slots__})


def _alert(one: object) -> AlertShown:
    return AlertShown(**{name: str(getattr(one, name)) for name in AlertShown.__slots__})


ROUTES = [watches, begin, end, every, dismiss]
