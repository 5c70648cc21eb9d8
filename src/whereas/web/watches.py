"""What people watch, and what changed of it: rows of one person, read under their clearance."""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from whereas.core.errors import WhereasError
from whereas.web.register import Register

META = sa.MetaData()
watch = sa.Table(
    "web_watch",
    META,
    sa.Column("id", sa.Text, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("account", "kind", "key", "words", "since")),
    sa.UniqueConstraint("account", "kind", "key"),
)
alert = sa.Table(
    "web_alert",
    META,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    *(sa.Column(name, sa.Text, nullable=False, default="") for name in (
        "account", "watch", "what", "entity", "source", "feed", "before", "after", "was", "edition", "words", "at",
        "state")),
    sa.Column("from_revision", sa.Integer, nullable=False),
    sa.Column("to_revision", sa.Integer, nullable=False),
)  # fmt: skip
mark = sa.Table(
    "web_mark", META, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
_MADE: WeakSet[Engine] = WeakSet()
# How many watches one person may keep: each is looked at after every change of a list.
_MOST = 500


class Watching(StrEnum):
    """What is watched: a party by its id, a name that is screened, a source by its key, the subjects of a case."""

    ENTITY = "entity"
    NAME = "name"
    SOURCE = "source"
    CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One thing that somebody watches. `words` is what it was called when they began."""

    id: str
    account: str
    kind: Watching
    key: str
    words: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What changed of a thing that is watched, between two states of the log.

    `what` is added, changed, removed, edition (of a source), or first (a list that was never captured before names
    it); `before` and `after` are digests of the two editions, `was` and `edition` their dates; `words` say why a name
    was met. `state` is new, read or dismissed.
    """

    id: str
    account: str
    watch: str
    what: str
    entity: str = ""
    source: str
    feed: str
    before: str = ""
    after: str = ""
    was: str = ""
    edition: str = ""
    words: str = ""
    at: str
    state: str = "new"
    from_revision: int
    to_revision: int


class Watches:
    """The watches and alerts of a register."""

    def __init__(self, register: Register) -> None:
        self.register = register
        if register.engine not in _MADE:
            with register.writing() as connection:  # two processes that start at once make them one after the other
                META.create_all(connection)
            _MADE.add(register.engine)

    def begin(self, account: str, kind: Watching, key: str, words: str, *, now: str) -> Watch:
        """Watch a thing; the same again changes nothing. Raises `WhereasError` for too many."""
        have = self.of(account)
        for one in have:
            if (one.kind, one.key) == (kind, key):
                return one
        if len(have) >= _MOST:
            raise WhereasError(f"you watch {_MOST} things already", todo="end one that you no longer need")
        made = Watch(id=secrets.token_hex(8), account=account, kind=kind, key=key, words=words, since=now)
        with self.register.writing() as connection:
            connection.execute(watch.insert().values(**{name: getattr(made, name) for name in Watch.__slots__}))
        return made

    def end(self, account: str, key: str) -> bool:
        """Watch a thing no more; what it told is gone with it."""
        with self.register.writing() as connection:
            connection.execute(alert.delete().where(alert.c.watch == key, alert.c.account == account))
            return connection.execute(watch.delete().where(watch.c.id == key, watch.c.account == account)).rowcount == 1

    def of(self, account: str) -> list[Watch]:
        """What somebody watches, the newest first."""
        return self._watches(watch.c.account == account)

    def every(self) -> list[Watch]:
        """What everybody watches."""
        return self._watches(sa.true())

    def _watches(self, which: Any) -> list[Watch]:
        asked = sa.select(watch).where(which).order_by(watch.c.since.desc(), watch.c.id)
        with self.register.engine.connect() as connection:
            return [_watch(row) for row in connection.execute(asked)]

    def tell(self, alerts: Iterable[Alert], *, revision: int, newest: int) -> None:
        """Keep alerts, and that all up to this state of the log is told: together, or neither."""
        rows = [{name: getattr(one, name) for name in Alert.__slots__} for one in alerts]
        with self.register.writing() as connection:
            if rows:
                connection.execute(alert.insert(), rows)
            connection.execute(mark.delete().where(mark.c.key == "alerts"))
            connection.execute(mark.insert().values(key="alerts", value=json.dumps([revision, newest])))

    def told(self) -> tuple[int, int] | None:
        """Up to which size of the log and which reading all is told; None where nothing was ever looked at."""
        with self.register.engine.connect() as connection:
            found = connection.execute(sa.select(mark.c.value).where(mark.c.key == "alerts")).scalar()
        if found is None:
            return None
        revision, newest = json.loads(found)
        return int(revision), int(newest)

    def alerts(self, account: str, *, states: Sequence[str] = ("new", "read"), limit: int = 500) -> list[Alert]:
        """Somebody's alerts in these states, the newest first."""
        asked = sa.select(alert).where(alert.c.account == account, alert.c.state.in_(states))
        with self.register.engine.connect() as connection:
            return [_alert(row) for row in connection.execute(asked.order_by(alert.c.no.desc()).limit(limit))]

    def set(self, account: str, keys: Sequence[str], state: str) -> int:
        """Mark somebody's alerts as read or dismissed; returns how many."""
        which = (alert.c.account == account, alert.c.id.in_(keys), alert.c.state != "dismissed")
        with self.register.writing() as connection:
            return int(connection.execute(alert.update().where(*which).values(state=state)).rowcount)


def _watch(row: Any) -> Watch:
    return Watch(id=row.id, account=row.account, kind=Watching(row.kind), key=row.key, words=row.words, since=row.since)


def _alert(row: Any) -> Alert:
    return Alert(**{name: getattr(row, name) for name in Alert.__slots__})
