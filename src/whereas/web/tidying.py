"""Takes away what jobs, releases and working copies leave behind, and nothing that is still needed."""

import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from whereas.publish.release import MANIFEST
from whereas.web import staging
from whereas.web.jobs import Jobs, folder_of
from whereas.web.kinds import kinds
from whereas.workbench.releases import Request, requests
from whereas.workbench.word_copies import KEPT_DAYS as WORKING_DAYS

# Seconds: between rounds, and the age from which a folder that nothing knows of is no longer being made.
_EVERY, _DAY = 600.0, 86_400.0


def tidy_job(home: Path, key: str, keep: Collection[str]) -> None:
    """Remove what a job that is over has no use for: all in its folder but these names."""
    folder = folder_of(home, key)
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.name not in keep:
            _remove(one)


class Tidying:
    """Goes round now and then, in the thread that runs jobs."""

    def __init__(self, state: Any) -> None:
        self._state, self._last = state, 0.0

    def look(self) -> None:
        """Go round, if it is time."""
        if self._last and time.monotonic() - self._last < _EVERY:
            return
        self._last = time.monotonic()
        home = self._state.config.home
        go_round_jobs(home, Jobs(self._state.register))
        bench = self._state.room.whole(now=self._state.config.clock()).bench
        go_round_releases(home, requests(bench.ledger.desk()))
        staging.sweep(bench)
        for one in _older(home / "working", WORKING_DAYS * _DAY):
            _remove(one)


def go_round_jobs(home: Path, jobs: Jobs) -> None:
    """Tidy each job that is over, also one that ended in another process, and folders of which no job knows."""
    for one in _older(home / "jobs", _DAY):  # looked at first: a job that is put in meanwhile is a young one
        if jobs.get(one.name) is None:
            _remove(one)
    for key, kind, files in jobs.over():
        found = kinds().get(kind)
        tidy_job(home, key, {*files, *(found.keeps if found else ())})


def go_round_releases(home: Path, known: dict[str, Request]) -> None:
    """Remove files that waited for a release that was refused, went out, or was never recorded; others wait on."""
    for one in _older(home / "asked", _DAY):
        request = known.get(one.name)
        if request is None or request.state == "refused" or (home / "released" / one.name / MANIFEST).is_file():
            _remove(one)


def _older(folder: Path, age: float) -> Iterator[Path]:
    """What stands in a folder and was not changed for so many seconds."""
    for one in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > age:
                yield one


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        with suppress(OSError):
            place.unlink()
