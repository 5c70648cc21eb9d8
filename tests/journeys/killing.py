"""The command line in processes that are quick to start, and that kill themselves at a chosen one of their acts."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# One process loads the program and splits off another for each command: most of a command's time is loading.
# The interpreter tells of each file that is opened, moved, made or cut: a kill falls on the very act that a seed names,
# and not at some moment of a clock.
_SERVER = """
import json, os, signal, sys, traceback
from whereas.cli.main import main
import rich.table, rich.progress, whereas.workbench.claim_files
ACTS = ("open", "os.rename", "os.mkdir", "os.remove", "os.truncate", "os.chmod", "sqlite3.connect")
def run(job):
    for number in (1, 2):
        os.dup2(os.open(f"{job['said']}.{number}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(job["cwd"])
    sys.argv = ["whereas", *job["arguments"]]
    seen = 0
    def hear(event, arguments):
        nonlocal seen
        if event in ACTS and any(job["home"] in str(one) for one in arguments):
            seen += 1
            if seen == job["at"]:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hear)
    code = 0
    try:
        main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(bool(left.code))
    except BaseException:
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    with open(f"{job['said']}.acts", "w") as out:
        out.write(str(seen))
    os._exit(code)
for line in sys.stdin:
    child = os.fork()
    if not child:
        run(json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended: its exit code (negative: the signal), all it said, and how many acts it did on its home."""

    code: int
    out: str
    err: str
    acts: int

    @property
    def words(self) -> str:
        """All it said on one line, however a table was cut."""
        return " ".join((self.out + self.err).split())


class Program:
    """The program, loaded once, in a folder."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self._folder, self._process = folder, process
        self._said = folder / f".said-{process.pid}"

    def start(self, *arguments: str, at: int = 0, home: str = "home") -> None:
        """Begin a command on a home; it is killed at its act number `at` on what stands there (0: never)."""
        assert self._process.stdin is not None
        for ending in ("1", "2", "acts"):
            Path(f"{self._said}.{ending}").unlink(missing_ok=True)
        job: dict[str, Any] = {"arguments": [*arguments, "--home", home], "at": at, "home": home,
                               "cwd": str(self._folder), "said": str(self._said)}  # fmt: skip
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()

    def end(self) -> Done:
        """Wait for the command that was begun."""
        assert self._process.stdout is not None
        code = int(self._process.stdout.readline())
        return Done(code=code, out=self.told("1"), err=self.told("2"), acts=int(self.told("acts") or 0))

    def told(self, stream: str) -> str:
        """What the command that was begun last has said so far."""
        place = Path(f"{self._said}.{stream}")
        return place.read_text(encoding="utf-8") if place.exists() else ""

    def run(self, *arguments: str, at: int = 0, home: str = "home") -> Done:
        """A command, to its end."""
        self.start(*arguments, at=at, home=home)
        return self.end()

    def verified(self, home: str = "home") -> dict[str, int]:
        """What a quick verification counts; it finds nothing."""
        done = self.run("verify", "--quick", "--json", home=home)
        assert done.code == 0, done.out + done.err
        found = json.loads(done.out)
        return {name: found[name] for name in ("entries", "exhibits")}


@contextmanager
def program(folder: Path, **more: str) -> Iterator[Program]:
    """The program in a folder, without what the person at the keyboard set for it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER], cwd=folder, env=clean | {"WHEREAS_AUTHOR": "A Tester"} | more, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Program(folder, process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(60)
        process.stdout.close()
