"""Failed attempts to sign in, and how long one waits after them: per name and per address, for all processes."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.web.register.store import Store, digest_of, later
from whereas.web.register.tables import attempt

# How many failures are free, and the longest wait. An address may be that of a whole office.
_FREE = {"name": 5, "address": 30}
_LONGEST = 15 * 60  # seconds: an attacker can make somebody wait, but not shut them out
_FORGOTTEN = 24 * 3600  # seconds after which failures count no more


class Attempts:
    """The table of attempts. Each is counted before the password is looked at, so that many at once gain nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def try_now(self, name: str, address: str, *, now: str) -> bool:
        """Count an attempt; False where the name or the address has to wait, and the password is not looked at."""
        keys = {"name": digest_of(f"name:{name}"), "address": digest_of(f"address:{address}")}
        with self._store.writing() as connection:
            rows = {kind: _row(connection, key) for kind, key in keys.items()}
            if any(row is not None and row.until > now for row in rows.values()):
                return False
            for kind, key in keys.items():
                _count(connection, key, rows[kind], kind, now)
        return True

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and the one attempt that was counted for the address."""
        with self._store.writing() as connection:
            connection.execute(attempt.delete().where(attempt.c.key == digest_of(f"name:{name}")))
            mine = attempt.c.key == digest_of(f"address:{address}")
            connection.execute(
                attempt.update().where(mine, attempt.c.failures > 0).values(failures=attempt.c.failures - 1, until="")
            )


def _row(connection: Connection, key: str) -> sa.Row[tuple[object, ...]] | None:
    return connection.execute(sa.select(attempt).where(attempt.c.key == key)).first()


def _count(connection: Connection, key: str, row: sa.Row[tuple[object, ...]] | None, kind: str, now: str) -> None:
    connection.execute(attempt.delete().where(attempt.c.last < later(now, -_FORGOTTEN)))
    before = int(row.failures) if row is not None and row.last >= later(now, -_FORGOTTEN) else 0
    failures = before + 1
    over = failures - _FREE[kind]
    wait = min(_LONGEST, 15 * 2 ** min(over, 10)) if over >= 0 else 0
    connection.execute(attempt.delete().where(attempt.c.key == key))
    connection.execute(
        attempt.insert().values(key=key, failures=failures, last=now, until=later(now, wait) if wait else "")
    )
