"""What a kind of job is, what it is handed, and what it gives back; the kinds there are, by their files in `work/`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import whereas.web.work
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.settings import Settings
from whereas.web.roles import Permission
from whereas.workbench.bench import Progress, Workbench, silent, workbench
from whereas.workbench.room import Room, Seen

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a job ends with: a sentence, the page where its result stands, and the files of its folder to download."""

    words: str
    link: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a job's work is handed. `folder` is its own: what was uploaded for it, and the files it leaves."""

    id: str
    by: str
    clearance: Clearance
    now: str
    folder: Path
    settings: Settings
    focus: str
    params: Mapping[str, Value] = field(default_factory=dict)
    progress: Progress = silent

    @cached_property
    def seen(self) -> Seen:
        """The ledger as whoever started the job could see it then."""
        return Room(self.settings, focus=self.focus).seen(self.clearance, author=self.by, now=self.now)

    @contextmanager
    def whole(self) -> Iterator[Workbench]:
        """The whole ledger, for upkeep alone: what such a job tells must not say what its starter may not see."""
        with workbench(replace(self.settings, author=self.by), now=self.now) as bench:
            yield bench

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return str(self.params.get(name, default))

    def file(self, name: str) -> Path:
        """A file of the job's folder by its plain name. Raises `WhereasError` for anything else."""
        return plain(self.folder, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job: who may start it, the names of its parameters, its work, and whether it can be taken up again.

    `resumes` is for work that, run again over the same folder and ledger, goes on where it was cut short, or does no
    harm by beginning anew. `keeps` are names in its folder that pages read beside what it left: the rest of the folder
    goes when the job is over. `hidden` kinds are started by the program itself.
    """

    key: str
    needs: Permission
    run: Callable[[Task], Done]
    params: tuple[str, ...] = ()
    resumes: bool = False
    keeps: tuple[str, ...] = ()
    hidden: bool = False


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind there is, by its key."""
    names = sorted(one.name for one in iter_modules(whereas.web.work.__path__))
    found: list[Kind] = [import_module(f"whereas.web.work.{name}").KIND for name in names]
    return {one.key: one for one in found}


def plain(folder: Path, name: str) -> Path:
    """The place of a file in a folder. Raises `WhereasError` for a name that could lead out of it."""
    if not name or name.startswith(".") or len(name.encode()) > 200 or set(name) & set("/\\\0"):
        raise WhereasError("this is no plain file name", todo="name the file with letters, digits and one ending")
    return folder / name
