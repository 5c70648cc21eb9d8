"""The first minutes of an operator: each wrong start is told in a sentence, and nothing of the ledger is lost."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

_COMMAND = [sys.executable, "-c", "from whereas.cli.main import main; main()", "serve"]
_NOBODY = 65534
# Root without its powers: files of others are closed to it as to anybody.
_POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--")


def _tried(*more: str, port: int = 0, under: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    environment = {key: said for key, said in os.environ.items() if not key.startswith("WHEREAS_")}
    return subprocess.run(
        [*under, *_COMMAND, "--port", str(port), *more],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env=environment,
    )


def _is_told(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert "Traceback" not in done.stderr
    assert done.returncode == 2, done.stderr
    assert all(word in done.stderr for word in (*words, "to do: ")), done.stderr
    assert "serves on" not in done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_port_that_is_taken_is_named(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _is_told(_tried("--home", str(home), port=port), f"port {port} cannot be listened on", "choose another")


def test_a_home_of_another_account_is_named(tmp_path: Path) -> None:
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root may make files of another account, and then drops what lets it write to them")
    closed, secret = tmp_path / "closed", tmp_path / "mixed" / "web-secret"
    closed.mkdir(mode=0o755)
    secret.parent.mkdir()
    secret.write_text("s" * 64)
    secret.chmod(0o600)
    for place in (closed, secret):
        os.chown(place, _NOBODY, _NOBODY)
    _is_told(_tried("--home", str(closed), under=_POWERLESS), "cannot be written to", str(closed), "--home")
    done = _tried("--home", str(secret.parent), under=_POWERLESS)
    _is_told(done, "belongs to another account", str(secret), "chown")
    assert secret.read_text() == "s" * 64


def test_a_postgresql_that_does_not_answer_is_named_without_its_password(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = _tried("--home", str(home), "--ledger", f"postgresql://whereas:geheim@127.0.0.1:{port}/whereas")
    _is_told(done, "the ledger cannot be opened", f"127.0.0.1:{port}/whereas")
    assert "geheim" not in done.stderr + done.stdout


def test_a_postgresql_in_which_the_account_may_make_no_tables_is_named(home: Path, url: str) -> None:
    if not url:
        pytest.skip("of PostgreSQL only")
    import psycopg

    role = "r" + os.urandom(6).hex()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'geheim'")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    address = url.replace("://postgres:@", f"://{role}:geheim@")
    assert address != url
    done = _tried("--home", str(home), "--ledger", address)
    _is_told(done, "the ledger cannot take", "permission denied for schema public")
    assert "geheim" not in done.stderr + done.stdout


def test_a_host_with_its_scheme_is_no_name(home: Path) -> None:
    _is_told(_tried("--home", str(home), "--name", "https://whereas.example.org"), "is no name of a host", "--name")
    assert not home.exists()
