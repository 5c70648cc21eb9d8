"""Several servers over one ledger, and proxies that speak TLS before them, as the files in `deploy` set them up."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.journeys.test_serve import Served, served
from tests.stores import POSTGRESQL, settings_of

from whereas.core.clearance import Clearance
from whereas.core.marking import TLP
from whereas.settings import Settings
from whereas.web.config import instant
from whereas.web.jobs import Jobs, State
from whereas.web.register import Person, Register
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.web.visit import COOKIE

DEPLOY = Path(__file__).parents[2] / "deploy"
_NAME = "whereas.example.org"
_PAGE = {"accept": "text/html"}


@pytest.fixture
def settings(tmp_path: Path, store: str) -> Settings:
    found = settings_of(tmp_path / "home")
    assert bool(found.ledger) is (store == POSTGRESQL)
    return found


@contextmanager
def _pair(settings: Settings) -> Iterator[list[Served]]:
    """Two servers over one ledger, each with its own runner of jobs, as two units are."""
    with ExitStack() as stack:
        yield [stack.enter_context(served(settings.home)) for _ in range(2)]


def _until(there: Any, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def test_two_servers_know_the_same_people_take_each_others_forms_and_do_each_job_once(settings: Settings) -> None:
    with _pair(settings) as servers, ExitStack() as stack:
        register = stack.enter_context(closing(Register.of(settings)))
        first, second = (
            stack.enter_context(httpx.Client(base_url=one.base, headers=_PAGE, timeout=60)) for one in servers
        )
        link = re.findall(r"/first-start/\S+", "".join(servers[1].said))[
            0
        ]  # the newer link: the older one fell with it
        assert first.get(link).status_code == 200
        second.cookies.update(first.cookies)
        form = {"name": "ada", "password": "eleven grey herons", "again": "eleven grey herons"}
        made = second.post(link, data=form | {"_csrf_token": first.cookies["csrftoken"]})
        assert made.status_code == 303, made.text
        first.cookies.set(COOKIE, second.cookies[COOKIE])
        assert [one.get("/api/v1/me").json()["name"] for one in (first, second)] == ["ada", "ada"]

        jobs = Jobs(register)
        _until(lambda: jobs.every() and all(one.state.over for one in jobs.every()))
        assert [one.kind for one in jobs.every()].count("pull") == 1  # the second server found the first one's
        ada = Person(name="ada", role=Role.ADMIN, clearance=Clearance())
        for number in range(3):
            jobs.add("verify", {}, ada, key=f"job{number}", now=instant())
        _until(lambda: all(one.state.over for one in jobs.every(by="ada")))
        assert {(one.state, one.tries) for one in jobs.every(by="ada")} == {(State.DONE, 1)}

        register.sessions.end_all("ada")
        assert [one.get("/api/v1/me").status_code for one in (first, second)] == [401, 401]
    lines = [line for one in servers for line in one.lines()]
    begun = [line["id"] for line in lines if line.get("state") == "running"]
    assert sorted(one for one in begun if one.startswith("job")) == [f"job{number}" for number in range(3)]
    assert not [line for line in lines if line.get("fault")]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of the name in the files, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    places = tmp_path / "cert.pem", tmp_path / "key.pem"
    places[0].write_bytes(made.public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    places[1].write_bytes(key.private_bytes(pem, *plain))
    return places


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _replaced(text: str, swaps: dict[str, str]) -> str:
    for said, instead in swaps.items():
        assert said in text, f"the file no longer holds {said!r}"
        text = text.replace(said, instead)
    return text


def _nginx(tmp_path: Path, ports: tuple[int, int, int], certificate: tuple[Path, Path]) -> list[str]:
    program = shutil.which("nginx") or pytest.skip("no nginx here")
    inner, outer, plain = ports
    server = _replaced((DEPLOY / "nginx.conf").read_text(encoding="utf-8"), {
        "127.0.0.1:8000": f"127.0.0.1:{inner}", "listen 443": f"listen 127.0.0.1:{outer}",
        "listen 80": f"listen 127.0.0.1:{plain}", "/etc/whereas/tls/cert.pem": str(certificate[0]),
        "/etc/whereas/tls/key.pem": str(certificate[1]), "/var/log/nginx/whereas.log": str(tmp_path / "errors.log"),
    })  # fmt: skip
    places = " ".join(
        f"{one}_temp_path {tmp_path}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {tmp_path}/pid; events {{}} http {{ {places} {server} }}"
    file = tmp_path / "nginx.conf"
    file.write_text(whole, encoding="utf-8")
    command = [program, "-c", str(file), "-p", str(tmp_path), "-e", str(tmp_path / "errors.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    return command


def _caddy(tmp_path: Path, ports: tuple[int, int, int], certificate: tuple[Path, Path]) -> list[str]:
    program = shutil.which("caddy") or pytest.skip("no Caddy here")
    inner, outer, plain = ports
    text = _replaced((DEPLOY / "Caddyfile").read_text(encoding="utf-8"), {
        "127.0.0.1:8000": f"127.0.0.1:{inner}", f"{_NAME} {{": f"{_NAME}:{outer} {{",
        "/etc/whereas/tls/cert.pem": str(certificate[0]), "/etc/whereas/tls/key.pem": str(certificate[1]),
    })  # fmt: skip
    file = tmp_path / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {outer}\n}}\n{text}", encoding="utf-8")
    checked = subprocess.run(
        [program, "validate", "--config", str(file), "--adapter", "caddyfile"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    return [program, "run", "--config", str(file), "--adapter", "caddyfile"]


@contextmanager
def _running(command: list[str], port: int, tmp_path: Path) -> Iterator[None]:
    with (tmp_path / "proxy.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _until(lambda: process.poll() is None and _listens(port), seconds=30)
            yield
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("proxy", [_nginx, _caddy])
def test_behind_a_proxy_as_its_file_sets_it_up(proxy: Any, tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    ports = (_free(), _free(), _free())
    command = proxy(tmp_path, ports, certificate)
    settings = settings_of(tmp_path / "home")
    with served(settings.home, "--name", _NAME, "--https", port=ports[0]), _running(command, ports[1], tmp_path):
        register = Register.of(settings)
        register.enrol("rhee", Role.ANALYST, tlp=TLP.AMBER)
        _through(register, ports[1], certificate[0])
        register.close()
    assert b"Hanjaemok" not in b"".join(one.read_bytes() for one in tmp_path.glob("*.log")), (
        "the proxy wrote down whom somebody searched for"
    )


def _through(register: Register, port: int, certificate: Path) -> None:
    import ssl

    context = ssl.create_default_context(cafile=str(certificate))
    elsewhere = httpx.HTTPTransport(verify=context, local_address="127.0.7.2")  # another network than the proxy's own
    base, name = f"https://127.0.0.1:{port}", {"sni_hostname": _NAME}
    token = register.open_session("rhee", now=instant())
    with httpx.Client(transport=elsewhere, base_url=base, timeout=60, headers={"host": f"{_NAME}:{port}"}) as client:
        client.cookies.set(f"__Host-{COOKIE}", token)

        def ask(method: str, path: str, **how: Any) -> httpx.Response:
            return client.request(method, path, extensions=name, **how)

        page = ask("GET", "/account", headers={"accept": "text/html"})
        assert page.status_code == 200
        assert page.headers["strict-transport-security"]
        assert ask("GET", "/search", params={"q": "Hanjaemok"}, headers={"accept": "text/html"}).status_code == 200
        origin = {"origin": f"https://{_NAME}:{port}", "x-csrftoken": client.cookies["__Host-csrftoken"]}
        large = b"Invented: nobody was here.\n" * 150_000  # four megabytes: more than a proxy takes if it is not told
        took = ask("POST", "/api/v1/exhibits", data={"evidence": "document", "title": "Invented"},
                   files={"file": ("a.txt", large)}, headers=origin)  # fmt: skip
        assert took.status_code == 201, took.text
        spoofed = {"x-forwarded-for": "203.0.113.9", "accept": "application/json"}
        assert ask("GET", "/api/v1/audit", headers=spoofed).status_code in (403, 404)
        assert ask("GET", "/metrics", headers=spoofed).status_code == 403
    seen = {one.act.address for one in register.audit.rows(Asked(who="rhee"))}
    assert seen == {register.audit.prefix("127.0.7.2")}
