"""The audit: who did or was refused what, when, each row bound to the one before it. Never content, never a search."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.canon import digest
from whereas.web.register.store import Store, new_token
from whereas.web.register.tables import audit, kept

FIRST = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is to be noted: `action` such as `read`, `export`, `sign-in`; `object` an id; `result` done or refused."""

    at: str
    who: str
    action: str
    object: str = ""
    route: str = ""
    result: str = "done"
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A row of the audit. `digest` is of everything else in the row, with the digest of the row before."""

    no: int
    act: Act
    previous: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which rows are asked for; what is empty narrows nothing. `named` may be the beginning of an id."""

    who: str = ""
    action: str = ""
    result: str = ""
    named: str = ""
    since: str = ""  # a day or an instant
    until: str = ""

    def plain(self) -> dict[str, str]:
        """As it stands in an address."""
        return {name: said for name, said in asdict(self).items() if said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check of the whole audit found: `rows` that hold, the last one's digest, and where it breaks (or None).

    `cut`: the rows hold together, and the digest that was noted earlier stands in none of them.
    """

    rows: int
    head: str
    broken_at: int | None = None
    cut: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out or cut off."""
        return self.broken_at is None and not self.cut


class Audit:
    """The table of the audit: rows are appended and read, and there is no other way to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._salt = _salt(store)

    def note(self, act: Act) -> None:
        """Append a row; several processes append one after the other."""
        with self._store.writing() as connection:
            no, previous = _head(connection)
            row = asdict(act) | {"no": no + 1, "previous": previous}
            connection.execute(audit.insert().values(**row, digest=digest(row)))

    def prefix(self, address: str) -> str:
        """What is noted of an address: a salted digest of its network, that tells two apart and leads back to none."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return ""
        network = ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False)
        return hmac.new(self._salt, str(network).encode(), hashlib.sha256).hexdigest()[:12]

    def verify(self, head: str = "") -> Verified:
        """Go through the whole chain. `head`, noted earlier elsewhere, must still stand in it: else the end was cut."""
        previous, rows, met = FIRST, 0, not head
        for noted in self.rows(Asked(), newest_first=False):
            plain = asdict(noted.act) | {"no": noted.no, "previous": noted.previous}
            if noted.no != rows + 1 or noted.previous != previous or digest(plain) != noted.digest:
                return Verified(rows=rows, head=previous, broken_at=rows + 1)
            previous, rows, met = noted.digest, noted.no, met or noted.digest == head
        return Verified(rows=rows, head=previous, cut=not met)

    def rows(self, asked: "Asked", *, before: int = 0, most: int = 0, newest_first: bool = True) -> Iterator[Noted]:
        """Rows that fit what is asked; `before` is the number of a row, for the next page; `most` 0 is no bound."""
        query = sa.select(audit).order_by(audit.c.no.desc() if newest_first else audit.c.no)
        for name in ("who", "action", "result"):
            query = query.where(audit.c[name] == said) if (said := getattr(asked, name)) else query
        query = query.where(audit.c.object.startswith(asked.named, autoescape=True)) if asked.named else query
        query = query.where(audit.c.at >= asked.since) if asked.since else query
        query = query.where(audit.c.at <= f"{asked.until}~") if asked.until else query  # a day has all its hours
        query = query.where(audit.c.no < before) if before else query
        with self._store.reading() as connection:
            for row in connection.execute(query.limit(most) if most else query):
                yield _noted(row)

    def actions(self) -> list[str]:
        """The kinds of act there are in it."""
        with self._store.reading() as connection:
            return list(connection.execute(sa.select(audit.c.action).distinct().order_by(audit.c.action)).scalars())


def _noted(row: sa.Row[tuple[object, ...]]) -> Noted:
    said = row._mapping
    act = Act(**{name: str(said[name]) for name in Act.__dataclass_fields__})
    return Noted(no=int(row.no), act=act, previous=row.previous, digest=row.digest)


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(audit.c.no, audit.c.digest).order_by(audit.c.no.desc()).limit(1)).first()
    return (int(row.no), str(row.digest)) if row is not None else (0, FIRST)


def _salt(store: Store) -> bytes:
    """Made once for each register: nobody can try all addresses without it."""
    with store.writing() as connection:
        said = connection.execute(sa.select(kept.c.value).where(kept.c.key == "salt")).scalar()
        if said is None:
            said = new_token()
            connection.execute(kept.insert().values(key="salt", value=said))
    return str(said).encode()
