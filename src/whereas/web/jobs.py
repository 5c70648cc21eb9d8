"""Jobs: long work as rows beside the evidence, claimed by one process, told about while it lasts, and never lost."""

import json
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from litestar.exceptions import NotFoundException, PermissionDeniedException
from sqlalchemy.engine import Engine

from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.kinds import Done, Kind, Value, kinds, plain
from whereas.web.register import Person, Register
from whereas.web.roles import Permission
from whereas.web.visit import Visit

META = sa.MetaData()
job = sa.Table(
    "web_job",
    META,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "params", "account", "tlp", "audiences", "state")),
    *(sa.Column(name, sa.Text, nullable=False, default="") for name in (
        "words", "link", "files", "todo", "queued", "began", "ended", "worker")),
    sa.Column("done", sa.Integer),
    sa.Column("total", sa.Integer),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("beat", sa.Float, nullable=False, default=0.0),
    sa.Column("stop", sa.Boolean, nullable=False, default=False),
)  # fmt: skip
# Registers whose tables are known to be there.
_MADE: WeakSet[Engine] = WeakSet()
# How many jobs of one person may wait or work at once.
_MOST = 6
# A job is taken up again this often; one that always kills its process must not do so for ever.
_TRIES = 3


class State(StrEnum):
    """Where a job stands. `interrupted`: its process died, and this kind of work is not taken up again by itself."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands. `words` say what is being done or how it ended; `done` of `total` where that is known."""

    id: str
    kind: str
    by: str
    state: State
    words: str
    done: int | None
    total: int | None
    link: str
    files: tuple[str, ...]
    todo: str
    queued: str
    began: str
    ended: str
    params: Mapping[str, Value]
    clearance: Clearance
    stopping: bool
    tries: int


class Jobs:
    """The jobs of a register. Several processes may ask at once; a job is claimed by one of them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        if register.engine not in _MADE:
            with register.writing() as connection:  # two processes that start at once make them one after the other
                META.create_all(connection)
            _MADE.add(register.engine)

    def add(self, kind: str, params: Mapping[str, Value], person: Person, *, key: str, now: str) -> None:
        """Put a job in the queue, with what its starter may see at this moment."""
        seen = person.clearance
        row = {
            "id": key, "kind": kind, "params": json.dumps(dict(params)), "account": person.name, "queued": now,
            "tlp": "whole" if seen.whole else seen.tlp.name, "audiences": ",".join(sorted(seen.audiences)),
            "state": State.QUEUED,
        }  # fmt: skip
        with self.register.writing() as connection:
            connection.execute(job.insert().values(**row))

    def get(self, key: str) -> Job | None:
        """A job by its id."""
        with self.register.engine.connect() as connection:
            row = connection.execute(sa.select(job).where(job.c.id == key)).first()
        return _job(row) if row else None

    def every(self, *, by: str = "", limit: int = 100) -> list[Job]:
        """The newest jobs first, of one person if asked."""
        asked = sa.select(job).order_by(job.c.no.desc()).limit(limit)
        with self.register.engine.connect() as connection:
            return [_job(row) for row in connection.execute(asked.where(job.c.account == by) if by else asked)]

    def counts(self) -> dict[str, int]:
        """How many jobs stand in each state."""
        asked = sa.select(job.c.state, sa.func.count()).group_by(job.c.state)
        with self.register.engine.connect() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(asked)}
        return {one.value: found.get(one.value, 0) for one in State}

    def waiting_of(self, name: str) -> int:
        """How many jobs of a person wait or work."""
        asked = sa.select(sa.func.count()).where(job.c.account == name, job.c.state.in_(_OPEN))
        with self.register.engine.connect() as connection:
            return int(connection.execute(asked).scalar() or 0)

    def claim(self, worker: str, *, now: str) -> Job | None:
        """The oldest job that waits, claimed for this worker alone; None where there is none."""
        waiting = sa.select(job.c.id).where(job.c.state == State.QUEUED).order_by(job.c.no).limit(4)
        with self.register.engine.connect() as connection:
            found = connection.execute(waiting).scalars().all()
        for key in found:
            values = {"state": State.RUNNING, "worker": worker, "began": now, "beat": time.time(), "words": ""}
            if self._change(key, {**values, "tries": job.c.tries + 1}, job.c.state == State.QUEUED):
                return self.get(key)
        return None

    def tell(self, key: str, words: str, done: int | None, total: int | None) -> None:
        """Note what is being done."""
        self._change(key, {"words": words, "done": done, "total": total}, job.c.state == State.RUNNING)

    def beat(self, key: str, worker: str) -> bool:
        """Say that the worker lives; returns whether the job is still its own and nobody asked to stop it."""
        own = (job.c.state == State.RUNNING, job.c.worker == worker, ~job.c.stop)
        return self._change(key, {"beat": time.time()}, *own)

    def finish(self, key: str, done: Done, *, now: str) -> None:
        """The job did what it was to do."""
        values = {"words": done.words, "link": done.link, "files": json.dumps(done.files), "state": State.DONE}
        self._change(key, {**values, "ended": now, "done": None, "total": None}, job.c.state == State.RUNNING)

    def fail(self, key: str, words: str, todo: str, *, now: str, state: State = State.FAILED) -> None:
        """The job ended without doing it."""
        values = {"words": words, "todo": todo, "state": state, "ended": now, "done": None, "total": None}
        self._change(key, values, job.c.state == State.RUNNING)

    def stop(self, key: str, *, now: str) -> bool:
        """Cancel: at once where it waits, as soon as its worker hears of it where it runs; False where it is over."""
        gone = {"state": State.CANCELLED, "stop": True, "ended": now}
        return self._change(key, gone, job.c.state == State.QUEUED) or self._change(
            key, {"stop": True}, job.c.state == State.RUNNING
        )

    def release(self, key: str, kind: Kind | None, *, now: str) -> None:
        """Give back a job whose work was cut short: to the queue where it can be taken up again."""
        found = self.get(key)
        if found is None or found.state is not State.RUNNING:
            return
        if found.stopping:
            self.fail(key, "", "", now=now, state=State.CANCELLED)
        elif kind is not None and kind.resumes and found.tries < _TRIES:
            self._change(key, {"state": State.QUEUED, "worker": ""}, job.c.state == State.RUNNING)
        else:
            self.fail(key, "its process ended before it was done", "start it again", now=now, state=State.INTERRUPTED)

    def running(self) -> list[tuple[str, str, str, float]]:
        """The jobs that run, as (id, kind, worker, last sign of life in seconds since 1970)."""
        asked = sa.select(job.c.id, job.c.kind, job.c.worker, job.c.beat).where(job.c.state == State.RUNNING)
        with self.register.engine.connect() as connection:
            return [(row[0], row[1], row[2], row[3]) for row in connection.execute(asked)]

    def over(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The jobs of which nothing more will happen, as (id, kind, the files it left)."""
        asked = sa.select(job.c.id, job.c.kind, job.c.files).where(job.c.state.not_in(_OPEN))
        with self.register.engine.connect() as connection:
            return [(row[0], row[1], tuple(json.loads(row[2] or "[]"))) for row in connection.execute(asked)]

    def forget(self, *, before: str) -> list[str]:
        """Remove the rows of jobs that ended before an instant; returns their ids."""
        old = sa.and_(job.c.state.not_in(_OPEN), job.c.ended < before)
        with self.register.writing() as connection:
            gone = list(connection.execute(sa.select(job.c.id).where(old)).scalars())
            connection.execute(job.delete().where(job.c.id.in_(gone)))
        return gone

    def _change(self, key: str, values: Mapping[str, Any], *where: Any) -> bool:
        with self.register.writing() as connection:
            return connection.execute(job.update().where(job.c.id == key, *where).values(**values)).rowcount == 1


_OPEN = [State.QUEUED.value, State.RUNNING.value]


def start(visit: Visit, kind: str, *, files: Mapping[str, bytes | Path] | None = None, **params: Value) -> str:
    """Put a job of a kind in the queue for whoever visits; returns its id, whose page is `/jobs/ID`.

    `files` are put into the job's own folder under plain names: bytes, or a path that is moved there. Parameters name
    what to do; they hold no content. Raises `PermissionDeniedException` or `WhereasError`.
    """
    return begin(visit, kind, params, files or {})


def begin(visit: Visit, kind: str, params: Mapping[str, Value], files: Mapping[str, bytes | Path]) -> str:
    """As `start`, with parameters that came from outside in one mapping."""
    found = known(kind)
    if not visit.person.may(found.needs) or found.hidden:
        raise PermissionDeniedException(f"the role {visit.person.role} may not start a job of this kind")
    if strange := set(params) - set(found.params):
        raise WhereasError(f"a job of kind {kind} takes no {', '.join(sorted(strange))}", todo="leave it out")
    jobs = Jobs(visit.register)
    if jobs.waiting_of(visit.person.name) >= _MOST:
        raise WhereasError(f"{_MOST} of your jobs are not done yet", todo="wait for one, or cancel one on /jobs")
    key = secrets.token_hex(8)
    _place(folder_of(visit.seen.bench.settings.home, key), files)
    jobs.add(kind, params, visit.person, key=key, now=visit.now)
    return key


def known(kind: str) -> Kind:
    """A kind by its key. Raises `WhereasError`."""
    if kind not in kinds():
        raise WhereasError("there is no such kind of job", todo=f"choose among: {', '.join(offered())}")
    return kinds()[kind]


def offered() -> list[str]:
    """The keys of the kinds that people may start."""
    return [key for key, one in kinds().items() if not one.hidden]


def folder_of(home: Path, key: str) -> Path:
    """A job's own folder."""
    return home / "jobs" / key


def mine(visit: Visit, key: str) -> Job:
    """A job that the visitor started. Raises `NotFoundException` for any other, as for one that there is not."""
    found = Jobs(visit.register).get(key)
    if found is None or found.by != visit.person.name:
        raise NotFoundException("there is no such job")
    return found


def shown(visit: Visit, key: str) -> Job:
    """A job as the visitor may see it: their own whole; who keeps the server up sees of others' that they are there.

    Raises `NotFoundException`.
    """
    found = Jobs(visit.register).get(key)
    if found is None:
        raise NotFoundException("there is no such job")
    return next(iter(_for(visit, [found])), None) or mine(visit, key)


def stop(visit: Visit, key: str) -> Job:
    """Cancel a job that the visitor may see. Raises `NotFoundException`, and `OverError` where it had ended first."""
    jobs = Jobs(visit.register)
    while not jobs.stop(shown(visit, key).id, now=visit.now):
        found = shown(visit, key)
        if found.state is State.CANCELLED:
            break
        if found.state.over:
            raise OverError(found)
    return shown(visit, key)


class OverError(Exception):
    """A job that was to be cancelled had ended before."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"it had ended before it was cancelled: {job.state}")
        self.job = job


def listed(visit: Visit) -> list[Job]:
    """The jobs the visitor may see, the newest first."""
    upkeep = visit.person.may(Permission.UPKEEP)
    return _for(visit, Jobs(visit.register).every(by="" if upkeep else visit.person.name))


def _for(visit: Visit, found: Sequence[Job]) -> list[Job]:
    upkeep = visit.person.may(Permission.UPKEEP)
    return [told(visit, one) for one in found if one.by == visit.person.name or (upkeep and one.kind in offered())]


def told(visit: Visit, one: Job) -> Job:
    """As much of a job as may be told to the visitor: their own whole, of another's that it is there."""
    return one if one.by == visit.person.name else _outside(one)


def _outside(one: Job) -> Job:
    """Another person's job: what it is and how it stands, nothing of what it is about."""
    return Job(
        id=one.id, kind=one.kind, by=one.by, state=one.state, words="", done=one.done, total=one.total, link="",
        files=(), todo="", queued=one.queued, began=one.began, ended=one.ended, params={}, clearance=Clearance(),
        stopping=one.stopping, tries=one.tries,
    )  # fmt: skip


def _place(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    folder.mkdir(parents=True, mode=0o700)
    for name, content in files.items():
        place = plain(folder, name)
        if isinstance(content, Path):
            shutil.move(content, place)
        else:
            place.write_bytes(content)
        place.chmod(0o600)


def _job(row: Any) -> Job:
    whole = row.tlp == "whole"
    audiences = frozenset(filter(None, row.audiences.split(",")))
    return Job(
        id=row.id, kind=row.kind, by=row.account, state=State(row.state), words=row.words, done=row.done,
        total=row.total, link=row.link, files=tuple(json.loads(row.files or "[]")), todo=row.todo, queued=row.queued,
        began=row.began, ended=row.ended, params=json.loads(row.params), stopping=row.stop, tries=row.tries,
        clearance=Clearance(tlp=TLP.RED if whole else TLP[row.tlp], audiences=audiences, whole=whole),
    )  # fmt: skip
