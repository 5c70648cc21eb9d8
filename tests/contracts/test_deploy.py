"""What deploy/ and requirements/ promise about how the program is built and started, held to the program as it is."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.journeys.confined import unit_of
from tests.unit.web.clients import serving
from whereas.cli.main import app
from whereas.settings import settings

ROOT = Path(__file__).parents[2]
DEPLOY, REQUIREMENTS = ROOT / "deploy", ROOT / "requirements"


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file, as (name, arguments), with lines that go on joined."""
    text = re.sub(r"(?m)^#.*\n", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(name, said.strip()) for name, _, said in (line.partition(" ") for line in lines)]


def said(name: str) -> list[str]:
    return [arguments for step, arguments in steps() if step == name]


def understood(command: list[str]) -> None:
    """Whether the command line takes this; nothing is run."""
    assert command[0].rpartition("/")[2] == "whereas"
    _, _, unused = app().parse_args(command[1:], print_error=False, exit_on_error=False)[:3]
    assert not unused


def test_what_the_container_file_copies_is_there_and_enters_the_context() -> None:
    let_in = re.findall(r"(?m)^!(\S+)$", (ROOT / ".containerignore").read_text(encoding="utf-8"))
    assert (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()[1] == "*"
    sources = [one for copied in said("COPY") if not copied.startswith("--from") for one in copied.split()[:-1]]
    assert "src" in sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert any(source == one or source.startswith(f"{one}/") for one in let_in), source


def test_what_the_container_starts_is_understood_and_is_not_root() -> None:
    (entry,), (command,), users = said("ENTRYPOINT"), said("CMD"), said("USER")
    understood([*re.findall(r'"([^"]*)"', entry), *re.findall(r'"([^"]*)"', command)])
    assert users
    assert all(re.fullmatch(r"[1-9]\d*", one) for one in users)
    assert f"--uid {users[-1]} " in " ".join(said("RUN"))


def test_the_environment_of_container_and_unit_is_read_by_the_program() -> None:
    known = set(re.findall(r"WHEREAS_[A-Z]+", settings.__doc__ or ""))
    asked = "".join((DEPLOY / name).read_text(encoding="utf-8") for name in ("Containerfile", "whereas.service"))
    named = set(re.findall(r"WHEREAS_[A-Z_]+", asked))
    assert "WHEREAS_HOME" in named
    assert {one for one in named - known if not one.startswith("WHEREAS_OIDC_")} == set()
    assert set(re.findall(r"WHEREAS_HOME=(\S+)", asked)) == {said("VOLUME")[0], "/var/lib/whereas"}


def test_the_health_check_asks_what_answers_a_stranger(tmp_path: Path) -> None:
    (health,) = said("HEALTHCHECK")
    program = re.findall(r'"([^"]*)"', health)[-1]
    compile(program, "health check", "exec")
    (port, path) = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", program)[0]
    assert port in said("EXPOSE")
    with serving(tmp_path, jobs=False) as office:
        assert office.client.get(path, headers={"host": f"127.0.0.1:{port}"}).status_code == 200


def test_what_the_unit_starts_is_understood() -> None:
    unit = unit_of((DEPLOY / "whereas.service").read_text(encoding="utf-8"))
    understood(unit["ExecStart"].split())
    assert (unit["User"], unit["StateDirectory"]) == ("whereas", "whereas")


@pytest.mark.parametrize("name", ["serve", "air-gap", "back-up"])
def test_the_commands_of_a_howto_are_understood(name: str) -> None:
    text = (ROOT / "docs" / "howto" / f"{name}.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"(?s)```sh\n(.*?)```", text)).replace("\\\n", " ")
    commands = [line for line in blocks.splitlines() if line.startswith("whereas ")]
    assert commands
    for line in commands:
        understood(shlex.split(line, comments=True))


@pytest.mark.parametrize("name", ["run", "dev", "build", "peers", "ftm", "fit"])
def test_every_requirement_is_locked_to_one_version_and_its_digests(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert lines
    assert [line[:60] for line in lines if not re.match(r"[\w.\-\[\]]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_what_builds_the_wheel_is_locked_too() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    wanted = (REQUIREMENTS / "build.in").read_text(encoding="utf-8").splitlines()
    assert set(asked) <= set(wanted)
    lock = (REQUIREMENTS / "run.txt").read_text(encoding="utf-8")
    built = re.findall(r"--no-binary (\S+)", (DEPLOY / "wheels.sh").read_text(encoding="utf-8"))
    assert built
    assert all(re.search(rf"(?m)^{one}==", lock) for one in built)


def test_the_scripts_are_of_the_plain_shell() -> None:
    shell = shutil.which("dash") or pytest.skip("no dash here")
    for script in (*DEPLOY.glob("*.sh"), ROOT / "dev"):
        subprocess.run([shell, "-n", str(script)], check=True)
        assert script.stat().st_mode & 0o111


def test_the_wheel_holds_all_that_the_program_reads(tmp_path: Path) -> None:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not here: deploy/wheels.sh brings it")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not in a clone")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    listed = subprocess.run(["git", "ls-files", "src/whereas"], cwd=ROOT, check=True, capture_output=True, text=True)
    known = {one.removeprefix("src/") for one in listed.stdout.splitlines() if (ROOT / one).exists()}
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
    assert {"whereas/web/static/app.js", "whereas/web/words/ko.jobs.yaml"} <= known
    assert known - held == set()
