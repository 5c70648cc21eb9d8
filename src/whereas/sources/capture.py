"""The only door to the network, and its twin for a closed one: brings each feed's bytes to disk, or says why not."""

import os
import random
import socket
import ssl
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from whereas.core.errors import CaptureError
from whereas.core.source import Source
from whereas.sources.contract import Feed

Target = tuple[Source, Sequence[Feed]]

# All sources together know within this many seconds whether the network can be reached.
PROBE_SECONDS = 4.0
# Files in a mirror's folder that tell about the files and are none themselves.
_BESIDE = ("readme", "license", "manifest", ".")
_RETRIES = 4
_LONGEST_WAIT = 60.0
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said of the bytes it gave last: for asking whether they changed (RFC 9110 section 13)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One file, whole and on disk at `path`; `origin` is where it came from, `captured_at` an ISO 8601 instant."""

    source: str
    feed: str
    name: str
    origin: str
    path: Path
    size: int
    captured_at: str
    validators: Validators = Validators()

    @property
    def words(self) -> str:
        """What happened, in one sentence."""
        return f"{self.name}: {self.size:,} bytes from {self.origin}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A feed or file that brought nothing.

    `kind` is `not modified`, `unreachable`, `refused`, `no address`, `absent` (a mirror has no such file) or
    `unclaimed` (a mirror's file that no feed reads); `words` say it to a person.
    """

    source: str
    feed: str
    name: str
    kind: str
    words: str


Outcome = Captured | Missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How far a download is: bytes so far, and in all where the server says."""

    source: str
    name: str
    done: int
    total: int | None


def from_mirror(
    folders: Sequence[Path], targets: Iterable[Target], *, now: str, besides: Iterable[Target] = ()
) -> Iterator[Outcome]:
    """The files of mirrors laid out as `DIR/<source's folder or key>/<file>`, editions of a feed oldest first.

    A source's files may lie in several mirrors; one that has a file in none is said to be absent, once, unless it is
    kept by hand. `besides` are sources that are not asked for: their files in a shared folder are not named as read by
    nobody. Links that lead out of a mirror, files that are no plain files, names with control characters and
    files above their feed's limit are refused and never read. Raises `CaptureError` where a mirror is no folder.
    """
    for folder in folders:
        if not folder.is_dir():
            raise CaptureError(
                "the mirror is not a folder", where=str(folder), todo="name a folder laid out as DIR/<source>/<file>"
            )
    chosen = list(targets)
    claimed: set[Path] = set()
    for source, feeds in chosen:
        found: list[tuple[str, Outcome]] = []
        for mirror in dict.fromkeys(folders):
            for place in (place for home in _homes(mirror, source) for place in sorted(home.iterdir())):
                feed = next((feed for feed in feeds if feed.takes(place.name)), None)
                if feed is not None:
                    claimed.add(place)
                    found.append(_from_file(mirror, place, source, feed, now))
        if not found and not by_hand(source):
            none = "the mirror has no" if len(folders) == 1 else f"none of the {len(folders)} mirrors has a"
            words = f"{none} file of this source; it would lie in {source.folder}/"
            yield Missed(source=source.key, feed="", name="", kind="absent", words=words)
        yield from (outcome for _, outcome in sorted(found, key=lambda one: (one[0], one[1].name)))
    for mirror in dict.fromkeys(folders):
        others = {place for source, feeds in besides for home in _homes(mirror, source) for place in home.iterdir()
                  if any(feed.takes(place.name) for feed in feeds)}  # fmt: skip
        yield from _unclaimed(mirror, chosen, claimed | others)


def by_hand(source: Source) -> bool:
    """Whether the source is a log that its own users keep: nobody publishes it, and to have none is nothing odd."""
    return not source.homepage


def _homes(mirror: Path, source: Source) -> list[Path]:
    return [home for home in dict.fromkeys((mirror / source.folder, mirror / source.key)) if home.is_dir()]


def _from_file(mirror: Path, place: Path, source: Source, feed: Feed, now: str) -> tuple[str, Outcome]:
    def refused(words: str) -> tuple[str, Outcome]:
        shown = place.name.encode("unicode_escape").decode()[:120]
        return "", Missed(source=source.key, feed=feed.key, name=shown, kind="refused", words=f"{shown}: {words}")

    if not place.name.isprintable() or len(place.name) > 200:
        return refused("its name holds control characters or is too long; not read")
    if not place.resolve().is_relative_to(mirror.resolve()):
        return refused("it is a link that leads out of the mirror; not followed")
    try:
        state = place.stat()
        if not stat.S_ISREG(state.st_mode):
            return refused("it is not a plain file; not read")
        if state.st_size > feed.limit:
            return refused(f"{state.st_size:,} bytes, more than the {feed.limit:,} this list can have; not read")
        data = place.read_bytes()
    except OSError as error:
        return refused(f"it cannot be read: {error.strerror}")
    edition = feed.published(place.name, data)
    return edition, Captured(
        source=source.key,
        feed=feed.key,
        name=place.name,
        origin=f"mirror:{place.relative_to(mirror)}",
        path=place,
        size=len(data),
        captured_at=now,
    )


def _unclaimed(folder: Path, targets: Sequence[Target], claimed: set[Path]) -> Iterator[Missed]:
    homes: dict[Path, str] = {}
    for source, _ in targets:  # sources that share a folder: the first of them speaks for it
        for home in _homes(folder, source):
            homes.setdefault(home, source.key)
    for home, key in homes.items():
        for place in sorted(home.iterdir()):
            if place not in claimed and not place.name.lower().startswith(_BESIDE):
                name = place.name.encode("unicode_escape").decode()[:120]
                words = f"{home.name}/{name}: no feed reads a file of this name"
                yield Missed(source=key, feed="", name=name, kind="unclaimed", words=words)


def from_network(
    targets: Iterable[Target], *, known: Mapping[tuple[str, str], Validators], inbox: Path, contact: str, now: str,
    version: str = "", progress: Callable[[Fetching], None] = lambda _: None,
    insecure_hosts: frozenset[str] = frozenset(), sleep: Callable[[float], None] = time.sleep, timeout: float = 30.0,
) -> Iterator[Outcome]:  # fmt: skip
    """Fetch each feed from its publisher's address into the inbox.

    Hosts are probed together first, so that a missing network is known for all within five seconds. `known` holds
    the validators of what the ledger has, for conditional requests. `insecure_hosts` may speak plain http (tests).
    Raises `CaptureError` where the inbox cannot be written.
    """
    chosen = list(targets)
    for source, feeds in chosen:
        yield from _no_address(source, feeds)
    fetched = [(source, feed) for source, feeds in chosen for feed in feeds if feed.url]
    dead = probe({urlsplit(feed.url).netloc for _, feed in fetched}, insecure=insecure_hosts)
    try:
        inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaptureError(
            f"the inbox cannot be made: {error.strerror}", where=str(inbox), todo="check --home"
        ) from error
    agent = f"whereas/{version or '0'}" + (f" (+{contact})" if contact else "")
    with httpx.Client(
        http2=True, headers={"User-Agent": agent}, timeout=timeout, trust_env=False, follow_redirects=False
    ) as client:
        for source, feed in fetched:
            host = urlsplit(feed.url).netloc
            if host in dead:
                words = f"{host} cannot be reached ({dead[host]})"
                yield Missed(source=source.key, feed=feed.key, name="", kind="unreachable", words=words)
                continue
            fetch = _Fetch(client, source, feed, inbox, progress, insecure_hosts, sleep)
            yield fetch.run(known.get((source.key, feed.key), Validators()), now)


def _no_address(source: Source, feeds: Sequence[Feed]) -> Iterator[Missed]:
    """One line for each feed without an address, or one for the source where none has any; a log by hand needs none."""
    words = "the publisher has no address that a program may fetch: use --mirror"
    without = [feed.key for feed in feeds if not feed.url]
    if not by_hand(source):
        for feed in [""] if len(without) == len(feeds) else without:
            yield Missed(source=source.key, feed=feed, name="", kind="no address", words=words)


def probe(hosts: Iterable[str], *, insecure: frozenset[str] = frozenset()) -> dict[str, str]:
    """The hosts that do not take a connection, with why; all are tried at once and given four seconds together."""
    names = sorted(set(hosts))
    if not names:
        return {}
    pool = ThreadPoolExecutor(max_workers=min(32, len(names)))
    tries = {pool.submit(_connect, name, 80 if name.split(":")[0] in insecure else 443): name for name in names}
    done, late = wait(tries, timeout=PROBE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    dead = {tries[one]: f"no answer within {PROBE_SECONDS:.0f} seconds" for one in late}
    return dead | {tries[one]: why for one in done if (why := one.result())}


def _connect(host: str, port: int) -> str:
    name, _, given = host.partition(":")
    try:
        with socket.create_connection((name, int(given) if given else port), timeout=PROBE_SECONDS):
            return ""
    except (OSError, UnicodeError) as error:
        return str(error.strerror if isinstance(error, OSError) and error.strerror else error)


class _Refused(Exception):  # noqa: N818 -- not an error of ours: the answer is not a list
    """The server's answer may not become an exhibit."""


class _Fetch:
    """One feed's download."""

    def __init__(
        self, client: httpx.Client, source: Source, feed: Feed, inbox: Path, progress: Callable[[Fetching], None],
        insecure: frozenset[str], sleep: Callable[[float], None],
    ) -> None:  # fmt: skip
        self._client, self._source, self._feed, self._progress = client, source, feed, progress
        self._insecure, self._sleep = insecure, sleep
        self._part = inbox / f"{source.key}-{feed.key}.part"
        self._mark = inbox / f"{source.key}-{feed.key}.validator"

    def run(self, known: Validators, now: str) -> Outcome:
        """Try, and try again where waiting may help."""
        why = ""
        for attempt in range(_RETRIES):
            try:
                return self._once(known, now)
            except _Refused as refusal:
                self._forget()
                return self._missed("refused", str(refusal))
            except _Busy as busy:
                why, pause = str(busy), busy.wait
            except (httpx.HTTPError, ssl.SSLError) as error:
                why, pause = f"{type(error).__name__}: {error}", None
            except OSError as error:
                self._forget()
                raise CaptureError(
                    f"{self._source.key}: the download cannot be written: {error.strerror}",
                    where=str(self._part),
                    todo="free disk space; what the ledger holds is untouched",
                ) from error
            if attempt + 1 < _RETRIES:
                backoff = 2**attempt + random.random()  # noqa: S311 -- jitter, not a secret
                self._sleep(min(_LONGEST_WAIT, pause if pause is not None else backoff))
        return self._missed("unreachable", f"{self._feed.url}: {why}, after {_RETRIES} tries")

    def _once(self, known: Validators, now: str) -> Outcome:
        held = self._part.stat().st_size if self._part.exists() and self._mark.exists() else 0
        headers = self._conditions(known, held)
        with self._follow(headers) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return self._missed("not modified", "not modified since it was last captured")
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                self._forget()
                raise _Busy("the server cannot go on where the download stopped", 0.0)
            if answer.status_code in (429, 500, 502, 503, 504):
                raise _Busy(f"HTTP {answer.status_code}", _retry_after(answer))
            if answer.status_code not in (200, 206):
                raise _Refused(f"HTTP {answer.status_code} from {answer.url}")
            self._accept(answer)
            if answer.status_code == httpx.codes.OK:
                held = 0
            self._mark.write_text(answer.headers.get("etag") or answer.headers.get("last-modified") or "")
            self._stream(answer, held)
            return self._finish(answer, now)

    def _conditions(self, known: Validators, held: int) -> dict[str, str]:
        mark = self._mark.read_text() if held else ""
        if held and mark and not mark.startswith("W/"):
            return {"Range": f"bytes={held}-", "If-Range": mark, "Accept-Encoding": "identity"}
        headers = {"Accept-Encoding": "identity"}  # sizes and ranges count the bytes that become the exhibit
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _follow(self, headers: dict[str, str]) -> "_Answer":
        return _Answer(self._client, self._feed.url, headers, self._insecure)

    def _accept(self, answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "").lower()
        if "html" in kind:
            raise _Refused(f"{answer.url} answered with a web page ({kind}), not with a list")
        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._feed.limit:
            raise _Refused(
                f"the server announces {int(declared):,} bytes, more than the {self._feed.limit:,} this list can have"
            )

    def _stream(self, answer: httpx.Response, held: int) -> None:
        declared = answer.headers.get("content-length", "")
        total = held + int(declared) if declared.isdigit() else None
        with self._part.open("ab" if held else "wb") as out:
            for chunk in answer.iter_bytes(_CHUNK):
                held += len(chunk)
                if held > self._feed.limit:
                    raise _Refused(f"more than {self._feed.limit:,} bytes came, and the rest was not taken")
                out.write(chunk)
                self._progress(Fetching(source=self._source.key, name=self._feed.key, done=held, total=total))
            out.flush()
            os.fsync(out.fileno())

    def _finish(self, answer: httpx.Response, now: str) -> Captured:
        name = Path(urlsplit(str(answer.url)).path).name or self._feed.key
        size = self._part.stat().st_size
        if not size:
            raise _Refused("the answer is empty")
        whole = self._part.with_suffix(".whole")
        self._part.replace(whole)
        self._mark.unlink(missing_ok=True)
        return Captured(
            source=self._source.key,
            feed=self._feed.key,
            name=name,
            origin=str(answer.url),
            path=whole,
            size=size,
            captured_at=now,
            validators=Validators(
                etag=answer.headers.get("etag", ""), last_modified=answer.headers.get("last-modified", "")
            ),
        )

    def _forget(self) -> None:
        self._part.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    def _missed(self, kind: str, words: str) -> Missed:
        return Missed(source=self._source.key, feed=self._feed.key, name="", kind=kind, words=words)


class _Busy(Exception):  # noqa: N818 -- waiting may help
    """The server asks to come again later; `wait` is how long, if it said."""

    def __init__(self, words: str, pause: float | None) -> None:
        super().__init__(words)
        self.wait = pause


class _Answer:
    """A streamed answer after at most five redirects, each to https and each checked before it is followed."""

    def __init__(self, client: httpx.Client, url: str, headers: dict[str, str], insecure: frozenset[str]) -> None:
        self._client, self._url, self._headers, self._insecure = client, url, headers, insecure
        self._response: httpx.Response | None = None

    def __enter__(self) -> httpx.Response:
        url = httpx.URL(self._url)
        for _ in range(6):
            if url.scheme != "https" and url.host not in self._insecure:
                raise _Refused(f"{url} is not https")
            request = self._client.build_request("GET", url, headers=self._headers)
            self._response = self._client.send(request, stream=True)
            if not self._response.has_redirect_location:
                return self._response
            url = url.join(self._response.headers["location"])
            self._response.close()
        raise _Refused("more than five redirects")

    def __exit__(self, *_: object) -> None:
        if self._response is not None:
            self._response.close()


def _retry_after(answer: httpx.Response) -> float | None:
    said = answer.headers.get("retry-after", "")
    if said.isdigit():
        return min(_LONGEST_WAIT, float(said))
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return min(_LONGEST_WAIT, max(0.0, (until - datetime.now(UTC)).total_seconds()))
