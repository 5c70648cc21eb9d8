"""The unit of systemd is understood by systemd, and what it takes away is nothing that the program needs."""

import ctypes.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import typst
from tests.journeys.confined import unit_of
from tests.journeys.test_serve import Served, served
from tests.stores import settings_of

from whereas.core.marking import TLP
from whereas.web.config import instant
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.visit import COOKIE

UNIT = Path(__file__).parents[2] / "deploy" / "whereas.service"
_GOOD = "eleven grey herons"


def _systemd() -> str:
    return shutil.which("systemd-analyze") or pytest.skip("no systemd-analyze here")


def _with_a_program_that_is_there(tmp_path: Path) -> Path:
    made = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    made.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", text), encoding="utf-8")
    return made


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [_systemd(), "verify", str(_with_a_program_that_is_there(tmp_path))],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, [line for line in done.stderr.splitlines() if UNIT.name in line]) == (0, [])


def test_systemd_finds_little_exposed(tmp_path: Path) -> None:
    done = subprocess.run(
        [_systemd(), "security", "--offline=yes", "--threshold=20", "--no-pager",
         str(_with_a_program_that_is_there(tmp_path))],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-400:]


def test_the_program_does_all_its_work_in_what_the_unit_leaves_it(tmp_path: Path) -> None:
    _systemd()
    if os.getuid() != 0 or ctypes.util.find_library("seccomp") is None:
        pytest.skip("only root, with libseccomp, may confine a process as systemd does")
    confined = Path(__file__).with_name("confined.py")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    under = (sys.executable, str(confined), str(UNIT), str(home))
    if subprocess.run([*under, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody confine a process")
    with served(home, "--workers", "2", under=under) as server:
        _work(server)
        _draw(server, home)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=int(unit_of(UNIT.read_text())["TimeoutStopSec"])) == 0
        assert time.monotonic() - began < 20
    faults = [one for one in server.lines() if one.get("fault") or one["event"] in ("replaced", "library")]
    assert faults == []
    modes = {place.name: place.stat().st_mode & 0o077 for place in home.rglob("*") if place.is_file()}
    assert {name for name, mode in modes.items() if mode and len(name) != 62} == set()  # exhibits are named by digests


def _work(server: Served) -> None:
    """The first start with its password, every page of the navigation, and jobs."""
    with httpx.Client(base_url=server.base, timeout=60, headers={"accept": "text/html"}) as client:
        link = re.findall(r"/first-start/\S+", "".join(server.said))[0]
        client.get(link)
        token = {"_csrf_token": client.cookies["csrftoken"]}
        made = client.post(link, data={"name": "ada", "password": _GOOD, "again": _GOOD, **token})
        assert made.status_code == 303
        for path in sorted(set(re.findall(r'href="(/[a-z-]*)"', client.get("/").text))):
            assert client.get(path, follow_redirects=True).status_code == 200, path
        header = {"x-csrftoken": client.cookies["csrftoken"], "accept": "application/json"}
        for kind in ("verify", "backup"):
            begun = client.post("/api/v1/jobs", json={"kind": kind}, headers=header)
            assert begun.status_code == 201, begun.text
            _ended(client, begun.json()["id"])
        assert client.get("/metrics").status_code == 200


def _draw(server: Served, home: Path) -> None:
    """A page of a PDF that an analyst brought is read and drawn."""
    register = Register.of(settings_of(home))
    register.enrol("rhee", Role.ANALYST, tlp=TLP.AMBER)
    cookies = {COOKIE: register.open_session("rhee", now=instant())}
    register.close()
    pdf = typst.compile(b"#set page(width: 10cm, height: 4cm)\nInvented: nobody was here.")
    with httpx.Client(base_url=server.base, timeout=60, cookies=cookies) as client:
        client.get("/account", headers={"accept": "text/html"})
        header = {"x-csrftoken": client.cookies["csrftoken"]}
        filing = {"evidence": "document", "title": "Invented"}
        took = client.post("/api/v1/exhibits", data=filing, files={"file": ("a.pdf", pdf)}, headers=header)
        assert took.status_code == 201, took.text
        drawn = client.get(f"/exhibits/{took.json()['taken'][0]['sha256']}/pages/1/image.png")
        assert (drawn.status_code, drawn.content[:4]) == (200, b"\x89PNG")


def _ended(client: httpx.Client, key: str) -> None:
    end = time.monotonic() + 90
    while (found := client.get(f"/api/v1/jobs/{key}").json())["state"] in ("queued", "running"):
        assert time.monotonic() < end, found
        time.sleep(0.2)
    assert found["state"] == "done", found
