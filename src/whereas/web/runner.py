"""Runs jobs: one thread of the serving process, which claims them, gives each a process, and hears how it goes."""

import multiprocessing
import os
import secrets
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from whereas.web.config import Config
from whereas.web.jobs import Job, Jobs, State, folder_of
from whereas.web.kinds import Task, kinds
from whereas.web.labour import labour
from whereas.web.logs import event, fault_of
from whereas.web.tidying import tidy_job

# Seconds: between looks at the queue, between signs of life, without one until a worker is held for dead, and what a
# process is given to end.
_LOOK, _BEAT, _DEAD, _END = 0.4, 2.0, 30.0, 5.0
# How long a job's row and files are kept after its end: they may hold customers' data.
KEPT_DAYS = 14


@dataclass(kw_only=True)
class _Running:
    job: Job
    process: SpawnProcess
    pipe: Connection
    beat: float = field(default_factory=time.monotonic)


class Runner:
    """Claims and runs jobs until it is stopped. `slots` is how many processes work at once."""

    def __init__(
        self,
        config: Config,
        jobs: Jobs,
        *,
        slots: int = 2,
        after: Callable[[Job], None] = lambda job: None,
        meanwhile: Iterable[Callable[[], None]] = (),
    ):
        self._config, self._jobs, self._slots, self._after = config, jobs, slots, after
        self._meanwhile = tuple(meanwhile)
        self.worker = f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._running: list[_Running] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._last_look = 0.0

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """Stop: what runs is ended, and taken up again at the next start where its kind can be."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_END * 2)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self._turn()
            except Exception as error:  # a full disk or a lost database must not end the thread
                event("jobs", fault=fault_of(error))
                self._stopping.wait(_BEAT)
        for one in list(self._running):
            self._put_down(one)

    def _turn(self) -> None:
        if time.monotonic() - self._last_look > _BEAT:
            self._last_look = time.monotonic()
            self._recover()
            self._look_round()
        while len(self._running) < self._slots and (found := self._jobs.claim(self.worker, now=self._now())):
            self._take_up(found)
        for one in self._spoken():
            self._hear(one)
        for one in list(self._running):
            self._keep_alive(one)

    def _look_round(self) -> None:
        for look in self._meanwhile:
            try:
                look()
            except Exception as error:  # what is only looked at must not keep jobs from being run
                event("jobs", fault=fault_of(error))

    def _spoken(self) -> list[_Running]:
        """The jobs that have told something; waits for one a while."""
        if not self._running:
            self._stopping.wait(_LOOK)
            return []
        ready = wait([one.pipe for one in self._running], _LOOK)
        return [one for one in self._running if one.pipe in ready]

    def _keep_alive(self, one: _Running) -> None:
        if time.monotonic() - one.beat > _BEAT / 2:
            one.beat = time.monotonic()
            if not self._jobs.beat(one.job.id, self.worker):
                self._put_down(one)

    def _take_up(self, found: Job) -> None:
        folder = folder_of(self._config.home, found.id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        task = Task(
            id=found.id, by=found.by, clearance=found.clearance, now=self._now(), folder=folder, params=found.params,
            settings=self._config.settings, focus=self._config.focus,
        )  # fmt: skip
        context = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=labour, args=(theirs, found.kind, task), name=f"job {found.kind}")
        process.start()
        theirs.close()
        self._running.append(_Running(job=found, process=process, pipe=ours))
        event("job", kind=found.kind, id=found.id, state=State.RUNNING)

    def _hear(self, one: _Running) -> None:
        try:
            said: Any = one.pipe.recv()
        except (EOFError, OSError):
            said = ("died",)
        if said[0] == "progress":
            self._jobs.tell(one.job.id, said[1], said[2], said[3])
            return
        one.process.join(timeout=_END)
        self._running.remove(one)
        one.pipe.close()
        self._ended(one, said)

    def _ended(self, one: _Running, said: tuple[Any, ...]) -> None:
        key, now = one.job.id, self._now()
        if said[0] == "done":
            self._jobs.finish(key, said[1], now=now)
        elif said[0] == "failed":
            self._jobs.fail(key, said[1], said[2], now=now)
        elif said[0] == "crashed":
            words = f"the program broke ({said[1]}); what was committed before stands"
            self._jobs.fail(key, words, "report this with the words above, and start the job again", now=now)
        else:
            self._jobs.release(key, kinds().get(one.job.kind), now=now)
        self._tidy(one.job)
        event("job", kind=one.job.kind, id=key, state=said[0], where=said[1:] if said[0] == "crashed" else "")
        if said[0] == "done":
            self._after(one.job)

    def _put_down(self, one: _Running) -> None:
        """End a job's process, and give the job back: cancelled where somebody asked for that."""
        one.process.terminate()
        one.process.join(timeout=_END)
        if one.process.is_alive():
            one.process.kill()
            one.process.join(timeout=_END)
        self._running.remove(one)
        one.pipe.close()
        self._jobs.release(one.job.id, kinds().get(one.job.kind), now=self._now())
        self._tidy(one.job)
        event("job", kind=one.job.kind, id=one.job.id, state="put down")

    def _tidy(self, job: Job) -> None:
        """Take away what a job that is over worked with; one that is to be taken up again needs it."""
        found = self._jobs.get(job.id)
        if found is not None and found.state.over:
            kind = kinds().get(job.kind)
            tidy_job(self._config.home, job.id, {*found.files, *(kind.keeps if kind else ())})

    def _recover(self) -> None:
        """Give back the jobs of workers that are dead, and remove what is past its time."""
        own = {one.job.id for one in self._running}
        for key, kind, worker, beat in self._jobs.running():
            if key not in own and (time.time() - beat > _DEAD or is_gone(worker, self.worker)):
                self._jobs.release(key, kinds().get(kind), now=self._now())
        for key in self._jobs.forget(before=_days_before(self._now(), KEPT_DAYS)):
            shutil.rmtree(folder_of(self._config.home, key), ignore_errors=True)

    def _now(self) -> str:
        return self._config.clock()


def _machine() -> str:
    """Where numbers of processes mean the same: two containers may share a name and each have a process 1."""
    try:
        return f"{socket.gethostname()}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:  # not Linux
        return socket.gethostname()


def is_gone(worker: str, us: str) -> bool:
    """Whether a worker of this machine is known to be dead: no such process, or one of our number before us."""
    host, number, _ = worker.rsplit(":", 2)
    our_host, our_number, _ = us.rsplit(":", 2)
    if host != our_host or worker == us:
        return False
    if number == our_number:
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _days_before(now: str, days: int) -> str:
    return (datetime.fromisoformat(now) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
