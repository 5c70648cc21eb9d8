"""`whereas serve` as a person runs it: first start, first answer, jobs that outlive a killed server, a clean end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from tests.stores import address_of, settings_of

from whereas.core.clearance import Clearance
from whereas.web.jobs import Jobs, State
from whereas.web.register import Person, Register
from whereas.web.roles import Role

_COMMAND = [sys.executable, "-c", "from whereas.cli.main import main; main()", "serve"]


@dataclass(kw_only=True)
class Served:
    """A server in a process of its own: what it said, and where it listens."""

    process: subprocess.Popen[str]
    base: str = ""
    said: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def lines(self) -> list[dict[str, Any]]:
        """The log."""
        return [json.loads(line) for line in self.logged if line.startswith("{")]


@contextmanager
def served(home: Path, *more: str, under: Sequence[str] = (), port: int = 0) -> Iterator[Served]:
    """A server on a port (0: one that is free), ended at the end with SIGTERM if it still runs; `under` runs it."""
    environment = {key: said for key, said in os.environ.items() if not key.startswith("WHEREAS_")}
    environment["WHEREAS_LEDGER"] = address_of(home)
    process = subprocess.Popen(
        [*under, *_COMMAND, "--home", str(home), "--port", str(port), *more], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    found = Served(process=process)
    pairs = ((process.stdout, found.said), (process.stderr, found.logged))
    threads = [Thread(target=_keep, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    try:
        said = _until(lambda: next(iter(re.findall(r"serves on (https?://\S+)", "".join(found.said))), ""))
        found.base = f"http://127.0.0.1:{port}" if port else said
        _until(lambda: _answers(found.base))
        yield found
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        for thread in threads:
            thread.join()


def _keep(stream: Any, lines: list[str]) -> None:
    with stream:
        lines.extend(iter(stream.readline, ""))


def _until(there: Any, seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def _answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/health", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def register_of(home: Path) -> Register:
    return Register.of(settings_of(home))


def test_the_first_start_says_what_to_do_fills_the_ledger_and_ends_cleanly(home: Path) -> None:
    with served(home) as server:
        text = "".join(server.said)
        assert "is empty. Reading the starter casebook" in text
        link = re.search(rf"{re.escape(server.base)}/first-start/\S+", text)
        assert link
        register = register_of(home)
        _until(lambda: any(one.state is State.DONE for one in Jobs(register).every() if one.kind == "pull"))
        register.close()
        secret = home / "web-secret"
        assert secret.stat().st_mode & 0o777 == 0o600
        page = httpx.get(link[0], headers={"accept": "text/html"}, timeout=20)
        assert page.status_code == 200
        assert page.headers["x-request-id"]
        kept = secret.read_text()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=20) == 0
    with served(home) as server:
        assert "is empty" not in "".join(server.said)
        assert secret.read_text() == kept


def test_no_line_of_the_log_holds_a_name_a_query_a_path_or_a_token(home: Path) -> None:
    with served(home) as server:
        link = re.findall(r"/first-start/(\S+)", "".join(server.said))[0]
        with httpx.Client(base_url=server.base, timeout=20) as client:
            client.get("/search", params={"q": "Hanjaemok"})
            client.get("/entities/un-Hanjaemok")
            client.get(f"/first-start/{link}")
            client.get("/health", headers={"authorization": "Bearer Hanjaemok", "x-request-id": "Hanjaemok"})
            client.get("/nowhere/Hanjaemok")
    lines = server.lines()
    text = "\n".join(server.logged)
    assert "Hanjaemok" not in text
    assert link not in text
    asked = [one for one in lines if one["event"] == "request"]
    assert {"method", "route", "status", "ms", "request", "account", "at", "event"} == set(asked[0])
    assert len({one["request"] for one in asked}) == len(asked)
    assert len(lines) == len(server.logged)


def test_a_job_of_a_killed_server_is_taken_up_by_the_next(home: Path) -> None:
    register = register_of(home)
    admin = Person(name="admin-1", role=Role.ADMIN, clearance=Clearance())
    now = "2026-03-01T00:00:00Z"
    with served(home) as server:
        jobs = Jobs(register)
        _until(lambda: any(one.state is State.DONE for one in jobs.every() if one.kind == "pull"))
        jobs.add("verify", {}, admin, key="a1", now=now)
        _until(lambda: (found := jobs.get("a1")) is not None and found.state is State.RUNNING)
        server.process.kill()
        server.process.wait(timeout=20)
    found = jobs.get("a1")
    assert found
    assert found.state is State.RUNNING  # nobody was left to say otherwise
    with served(home):
        _until(lambda: (found := jobs.get("a1")) is not None and found.state is State.DONE)
    found = jobs.get("a1")
    assert found
    assert (found.tries, found.words.startswith("everything recomputes")) == (2, True)
    register.close()


def test_a_server_that_is_told_to_end_puts_its_jobs_back(home: Path) -> None:
    register = register_of(home)
    jobs = Jobs(register)
    admin = Person(name="admin-1", role=Role.ADMIN, clearance=Clearance())
    with served(home) as server:
        jobs.add("pull", {"sources": "casebook"}, admin, key="a1", now="2026-03-01T00:00:00Z")
        _until(lambda: (found := jobs.get("a1")) is not None and found.state is State.RUNNING)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=20) == 0
    found = jobs.get("a1")
    assert found
    assert found.state in (State.QUEUED, State.DONE)
    register.close()


def test_several_processes_answer_share_what_they_know_and_are_counted_together(home: Path, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("t" * 32)
    with served(home, "--workers", "2", "--metrics-token", str(token)) as server:
        for _ in range(40):
            assert httpx.get(f"{server.base}/health", timeout=20).status_code == 200
        header = {"authorization": "Bearer " + "t" * 32}
        text = httpx.get(f"{server.base}/metrics", headers=header, timeout=20).text
        counted = re.search(r'whereas_requests_total\{method="GET",route="/health",status="200"\} (\d+)', text)
        assert counted
        assert int(float(counted[1])) >= 40
        assert 'whereas_jobs{state="failed"} 0.0' in text
        assert len({one["process"] for one in server.lines() if one["event"] == "serving"}) == 2
        assert httpx.get(f"{server.base}/metrics", timeout=20).status_code == 401
        wrong = {"authorization": "Bearer " + "x" * 32}
        assert httpx.get(f"{server.base}/metrics", headers=wrong, timeout=20).status_code == 401
    assert server.process.returncode == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--workers", "0"), "cannot answer anybody"),
        (("--host", "256.1.1.1"), "cannot be listened on"),
        (("--metrics-token", "/nowhere/token"), "cannot be read"),
    ],
)
def test_what_cannot_be_served_is_told(more: tuple[str, ...], said: str, home: Path) -> None:
    done = subprocess.run(
        [*_COMMAND, "--port", "0", "--home", str(home), *more], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_another_address_than_this_machine_is_warned_of(home: Path) -> None:
    with served(home, "--host", "0.0.0.0") as server:  # noqa: S104 -- what is tested
        _until(lambda: any("WITHOUT TLS" in line for line in server.logged))
