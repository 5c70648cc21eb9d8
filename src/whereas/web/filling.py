"""What the program itself puts in the queue: the first pull of an empty ledger, comparing, and the look for alerts."""

import secrets
import time
from collections.abc import Mapping
from typing import Any

from whereas.core.clearance import Clearance
from whereas.sources import casebook
from whereas.web.config import Config
from whereas.web.jobs import Job, Jobs, State
from whereas.web.kinds import Value
from whereas.web.register import Person, Register
from whereas.web.roles import Role
from whereas.web.watches import Watches

# Who does what nobody asked for.
PROGRAM = "whereas"
_CHANGE_LISTS = ("pull", "run", "resolve")
# Seconds that whoever pulled outside the server is given to compare parties too, before the server does.
_PATIENCE = 60.0


def queue_first_pull(config: Config) -> None:
    """Fill an empty ledger: from the mirror, or with the starter casebook; the network is never asked for it."""
    register = Register.of(config.settings)
    try:
        jobs = Jobs(register)
        if any(one.kind == "pull" and not one.state.over for one in jobs.every()):
            return  # another server over this ledger fills it
        params = {} if config.settings.mirror else {"sources": casebook.KEY}
        _queue(jobs, "pull", params, now=config.clock())
    finally:
        register.close()


def lists_afoot(jobs: Jobs) -> Job | None:
    """The job that changes lists at this moment, or waits to; None where there is none."""
    found = [one for one in jobs.every() if one.kind in _CHANGE_LISTS and not one.state.over]
    return min(found, key=lambda one: one.state is not State.RUNNING, default=None)


def lists_change(jobs: Jobs) -> bool:
    """Whether a job changes lists at this moment: what every page asks, so no more than the jobs that run are read."""
    return any(kind in _CHANGE_LISTS for _, kind, _, _ in jobs.running())


class Lookout:
    """Notices that lists changed, whoever changed them: queues comparing where nobody did it, and looks for alerts."""

    def __init__(self, state: Any, *, patience: float = _PATIENCE) -> None:
        self._state, self._root, self._patience = state, "", patience
        self._unresolved = ("", 0.0)  # a log whose parties nobody compared, and since when it is known

    def look(self) -> None:
        """One look: cheap while the log stands still."""
        state, now = self._state, self._state.config.clock()
        bench = state.room.whole(now=now).bench
        if (root := bench.ledger.root) == self._root:
            return
        jobs = Jobs(state.register)
        if any(kind in _CHANGE_LISTS for _, kind, _, _ in jobs.running()):
            return  # who is who is not settled yet
        view, watches = bench.ledger.view(), Watches(state.register)
        if view.readings and not bench.is_resolved():
            self._see_to_it(jobs, root, now)
            return
        told = watches.told()
        newest = max((one.no for one in view.readings), default=-1)
        if told is None:  # from here on: what was there before is no news
            watches.tell([], revision=view.revision, newest=newest)
        elif newest > told[1]:
            _queue(jobs, "alerts", {}, now=now)
        self._root = root

    def _see_to_it(self, jobs: Jobs, root: str, now: str) -> None:
        """Compare parties where a pull from outside did not, and nobody does it after a while."""
        if self._unresolved[0] != root:
            self._unresolved = (root, time.monotonic())
        if time.monotonic() - self._unresolved[1] >= self._patience:
            _queue(jobs, "resolve", {}, now=now)


def _queue(jobs: Jobs, kind: str, params: Mapping[str, Value], *, now: str) -> None:
    """A job of the program's own, unless one of its kind waits already."""
    if not any(one.kind == kind and one.state is State.QUEUED for one in jobs.every()):
        person = Person(name=PROGRAM, role=Role.ADMIN, clearance=Clearance())
        jobs.add(kind, params, person, key=secrets.token_hex(8), now=now)
