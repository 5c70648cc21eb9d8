"""The door to the network, against a real server on this machine; and its twin, the mirror."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from whereas.core.errors import CaptureError
from whereas.core.source import Source
from whereas.sources.capture import Captured, Missed, Outcome, Validators, from_mirror, from_network
from whereas.sources.catalogue import sources
from whereas.sources.contract import Feed

NOW = "2026-01-01T00:00:00Z"
LOCAL = frozenset({"127.0.0.1"})
SOURCE = Source(
    key="inv",
    title="Invented",
    publisher="nobody",
    authority="-",
    homepage="https://example.org",
    licence="none",
    folder="inv",
)
BODY = b"".join(b"line %d of an invented list\n" % number for number in range(5000))
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that answers every GET so; yields its address and the headers of each request."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/list.txt", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in {"content_type": "text/plain", "content_length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def fetch(url: str, inbox: Path, *, known: Validators | None = None, limit: int = 1 << 20) -> Outcome:
    feed = Feed(key="list", patterns=(".*",), url=url, limit=limit)
    validators = {} if known is None else {("inv", "list"): known}
    (outcome,) = from_network(
        [(SOURCE, [feed])], known=validators, inbox=inbox, contact="mailto:a@example.org", now=NOW, version="9",
        insecure_hosts=LOCAL, sleep=lambda _: None, timeout=10,
    )  # fmt: skip
    return outcome


def missed(outcome: Outcome) -> Missed:
    assert isinstance(outcome, Missed), outcome
    return outcome


def test_a_list_is_fetched_whole_with_its_validators(tmp_path: Path) -> None:
    with serving(lambda request: send(request, BODY, etag='"one"')) as (url, seen):
        outcome = fetch(url, tmp_path)

    assert isinstance(outcome, Captured)
    assert outcome.path.read_bytes() == BODY
    assert (outcome.name, outcome.origin, outcome.size) == ("list.txt", url, len(BODY))
    assert outcome.validators == Validators(etag='"one"')
    assert seen[0]["user-agent"] == "whereas/9 (+mailto:a@example.org)"


def test_what_was_not_modified_is_not_fetched_again(tmp_path: Path) -> None:
    with serving(lambda request: send(request, b"", 304)) as (url, seen):
        outcome = fetch(url, tmp_path, known=Validators(etag='"one"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT"))

    assert missed(outcome).kind == "not modified"
    assert (seen[0]["if-none-match"], seen[0]["if-modified-since"]) == ('"one"', "Thu, 01 Jan 2026 00:00:00 GMT")


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    answers = iter([503, 429, 200])
    with serving(lambda request: send(request, BODY, next(answers), retry_after="1")) as (url, seen):
        outcome = fetch(url, tmp_path)

    assert isinstance(outcome, Captured)
    assert len(seen) == 3


def test_a_server_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    with serving(lambda request: send(request, b"later", 503)) as (url, seen):
        outcome = fetch(url, tmp_path)

    assert "HTTP 503, after 4 tries" in missed(outcome).words
    assert len(seen) == 4


def test_a_download_that_was_cut_goes_on_where_it_stopped(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("range")
        if wanted is None:
            request.send_response(200)
            request.send_header("content-length", str(len(BODY)))
            request.send_header("etag", '"one"')
            request.end_headers()
            request.wfile.write(BODY[:70000])
            return
        first = int(wanted.removeprefix("bytes=").removesuffix("-"))
        assert request.headers["if-range"] == '"one"'
        send(request, BODY[first:], 206, etag='"one"', content_range=f"bytes {first}-{len(BODY) - 1}/{len(BODY)}")

    with serving(answer) as (url, seen):
        outcome = fetch(url, tmp_path)

    assert isinstance(outcome, Captured)
    assert outcome.path.read_bytes() == BODY
    assert len(seen) == 2


def test_an_endless_answer_is_stopped_at_the_cap(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"0" * 65536)
        except OSError:
            return

    with serving(answer) as (url, _):
        outcome = fetch(url, tmp_path, limit=1 << 20)

    assert missed(outcome).kind == "refused"
    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda request: send(request, b"", content_length=str(2 * 2**30)), "announces 2,147,483,648 bytes"),
        (lambda request: send(request, b"<html>", content_type="text/html; charset=utf-8"), "web page"),
        (lambda request: send(request, b"gone", 404), "HTTP 404"),
        (lambda request: send(request, b""), "empty"),
        (lambda request: send(request, b"", 302, location="http://example.org/list"), "not https"),
        (lambda request: send(request, b"", 302, location="/again"), "more than five redirects"),
    ],
    ids=["2 GB announced", "web page", "not found", "empty", "redirect to http", "redirects for ever"],
)
def test_what_may_not_become_an_exhibit_is_refused(tmp_path: Path, answer: Answer, words: str) -> None:
    with serving(answer) as (url, _):
        outcome = fetch(url, tmp_path)

    assert missed(outcome).kind == "refused"
    assert words in missed(outcome).words


def test_without_network_every_source_says_so_within_five_seconds(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    feeds = [Feed(key=f"f{number}", patterns=(".*",), url=f"https://host{number}.invalid/x") for number in range(30)]
    feeds.append(Feed(key="closed", patterns=(".*",), url=f"http://127.0.0.1:{port}/x"))
    feeds.append(Feed(key="none", patterns=(".*",)))
    started = time.monotonic()

    outcomes = list(
        from_network([(SOURCE, feeds)], known={}, inbox=tmp_path, contact="", now=NOW, insecure_hosts=LOCAL)
    )

    assert time.monotonic() - started < 5
    assert {missed(one).kind for one in outcomes} == {"unreachable", "no address"}
    assert len(outcomes) == 32


def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with serving(lambda request: send(request, BODY)) as (url, _), pytest.raises(CaptureError, match="No space left"):
        fetch(url, tmp_path)
    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


def mirrored(folder: Path, *, limit: int = 1 << 20) -> list[Outcome]:
    feed = Feed(key="list", patterns=(r"list.*\.txt",), limit=limit)
    return list(from_mirror([folder], [(SOURCE, [feed])], now=NOW))


def test_a_mirror_gives_editions_oldest_first_and_names_what_nobody_reads(tmp_path: Path) -> None:
    home = tmp_path / "inv"
    home.mkdir()
    for name in ("list_2026-02-01.txt", "list_2025-01-01.txt", "other.bin", "README.md"):
        (home / name).write_bytes(name.encode())

    outcomes = mirrored(tmp_path)

    assert [one.name for one in outcomes] == ["list_2025-01-01.txt", "list_2026-02-01.txt", "other.bin"]
    assert missed(outcomes[2]).kind == "unclaimed"


def test_tricks_in_a_mirror_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not a list")
    home = tmp_path / "mirror" / "inv"
    home.mkdir(parents=True)
    (home / "list_link.txt").symlink_to(secret)
    (home / "list_folder.txt").mkdir()
    os.mkfifo(home / "list_pipe.txt")
    (home / "list_big.txt").write_bytes(b"0" * 2048)
    (home / "list_\x1b[31m.txt").write_bytes(b"red")

    outcomes = mirrored(tmp_path / "mirror", limit=1024)

    assert [missed(one).kind for one in outcomes] == ["refused"] * 5
    assert all("\x1b" not in missed(one).words for one in outcomes)


def test_a_mirror_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="not a folder"):
        mirrored(tmp_path / "nowhere")


def _source(key: str, *, homepage: str = "https://example.org", folder: str = "") -> Source:
    return Source(
        key=key, title=key, publisher="nobody", authority="-", homepage=homepage, licence="none", folder=folder or key
    )


def _texts(source: Source) -> tuple[Source, list[Feed]]:
    return source, [Feed(key="list", patterns=(rf"{source.key}.*\.txt",))]


def test_several_mirrors_are_one_and_a_source_is_absent_once_where_none_has_it(tmp_path: Path) -> None:
    first, second = tmp_path / "lists", tmp_path / "events"
    for mirror, name in ((second, "inv_2025-01-01.txt"), (first, "inv_2026-01-01.txt"), (first, "other.bin")):
        (mirror / "inv").mkdir(parents=True, exist_ok=True)
        (mirror / "inv" / name).write_bytes(name.encode())

    targets = [_texts(_source("inv")), _texts(_source("away"))]
    outcomes = list(from_mirror([first, second, first], targets, now=NOW))

    assert [(one.source, one.name) for one in outcomes] == [
        ("inv", "inv_2025-01-01.txt"), ("inv", "inv_2026-01-01.txt"), ("away", ""), ("inv", "other.bin"),
    ]  # fmt: skip
    assert missed(outcomes[2]).kind == "absent"
    assert "none of the 3 mirrors" in missed(outcomes[2]).words
    assert "inv/other.bin" in missed(outcomes[3]).words


def test_a_log_kept_by_hand_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    log = _texts(_source("log", homepage=""))

    assert list(from_mirror([tmp_path], [log], now=NOW)) == []
    assert list(from_network([log], known={}, inbox=tmp_path / "inbox", contact="", now=NOW)) == []


def test_sources_that_share_a_folder_name_a_file_that_neither_reads_once(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    for name in ("one.txt", "two.txt", "neither.txt"):
        (tmp_path / "shared" / name).write_text(name)

    targets = [_texts(_source("one", folder="shared")), _texts(_source("two", folder="shared"))]
    outcomes = list(from_mirror([tmp_path], targets, now=NOW))

    assert [one.name for one in outcomes] == ["one.txt", "two.txt", "neither.txt"]
    asked = list(from_mirror([tmp_path], targets[:1], now=NOW, besides=targets))
    assert [one.name for one in asked] == ["one.txt", "neither.txt"]


def test_a_source_without_any_address_says_so_once_and_no_host_is_tried(tmp_path: Path) -> None:
    source = _source("inv")
    feeds = [Feed(key=key, patterns=(rf"{key}\.txt",)) for key in ("a", "b", "c")]

    (only,) = from_network([(source, feeds)], known={}, inbox=tmp_path / "inbox", contact="", now=NOW)

    assert (missed(only).kind, only.feed) == ("no address", "")


def test_the_sources_of_events_ask_no_address(tmp_path: Path) -> None:
    events = [(module.SOURCE, module.FEEDS) for module in sources().values() if ".events." in str(module)]

    assert len(events) >= 7
    outcomes = list(from_network(events, known={}, inbox=tmp_path / "inbox", contact="", now=NOW))
    assert {missed(one).kind for one in outcomes} == {"no address"}
    assert "logbook" not in {one.source for one in outcomes}
