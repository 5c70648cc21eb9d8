"""Requests for humanitarian and people channels: read, screened, recorded with what happens to them, and released."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whereas.assess.channels import Route, route
from whereas.assess.channels_clocks import Life, life
from whereas.assess.channels_request import Request, read_request
from whereas.core.errors import CaptureError, LedgerError, WhereasError
from whereas.core.filing import ChannelEvent, ChannelRequest, Filing
from whereas.core.marking import TLP, Marking
from whereas.core.match import Match
from whereas.core.period import is_partial_date
from whereas.ledger.desk import Board
from whereas.policy.channels import channels, channels_to
from whereas.policy.files import policy_digests
from whereas.publish.channels import Made, channel_files, plain_life
from whereas.publish.release import release
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.workbench import desk
from whereas.workbench.bench import Progress, Workbench, silent

# A request names staff, partners and routes: it is for those who need it.
MARKING = Marking(tlp=TLP.AMBER, personal_data=True)
_LARGEST = 2_000_000
Waiting = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """The names of a request against the listed parties: hits are shown and decide nothing. `against` says which."""

    names: tuple[str, ...]
    hits: tuple[tuple[str, Match], ...]
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A recorded request as it stands; `unread` says why its file can no longer be routed."""

    record: ChannelRequest
    route: Route | None
    life: Life | None
    unread: str = ""


def read(path: Path) -> Route:
    """A request from its file, routed. Raises `WhereasError` with file, line and field."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}", where=str(path), todo="check the path") from None
    return route_of(path.name, data)


def route_of(name: str, data: bytes) -> Route:
    """The bytes of a request, routed."""
    if len(data) > _LARGEST:
        raise WhereasError(f"the file has {len(data):,} bytes", where=name, todo="a request is a short text file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WhereasError(f"it is not UTF-8: {error.reason} at byte {error.start}", where=name,
                           todo="save it as UTF-8") from None  # fmt: skip
    request = read_request(name, text, channels())
    return route(request, channels_to(request.channels))


def screen(bench: Workbench, request: Request, *, progress: Progress = silent) -> Screened:
    """Every name of a request against the index of listed names, where the ledger holds lists."""
    queries = _queries(request)
    names = tuple(one.name for one in queries.values())
    if not bench.view().readings:
        return Screened(names=names, hits=(), against="")
    index = bench.index(progress=progress).index
    progress("screening the names of the request")
    answers = Screener(index).screen(list(queries.values()))
    return Screened(
        names=names, against=f"{index.entries:,} listed parties, revision {index.revision[:12]}",
        hits=tuple((answer.query.name, match) for answer in answers for match in answer.matches),
    )  # fmt: skip


def _queries(request: Request) -> dict[str, Query]:
    """Each name once, with what is known of who bears it; what is said of a party is kept over a bare name."""
    found: dict[str, Query] = {}
    for one in request.parties:
        if one.name:
            found.setdefault(one.name.casefold(), Query(
                name=one.name, schema=one.schema, country=one.country, birth_date=one.birth_date,
            ))  # fmt: skip
    by = request.transport
    if by.vessel:
        found.setdefault(by.vessel.casefold(), Query(name=by.vessel, schema="Vessel", document=by.imo))
    for name in _bare_names(request):
        if name.strip():
            found.setdefault(name.casefold(), Query(name=name))
    return found


def _bare_names(request: Request) -> Iterator[str]:
    yield request.organisation.name
    yield request.organisation.acts_for
    for item in request.items:
        yield from (item.end_user, item.supplier)
    for act in request.acts:
        yield from act.parties
    yield request.transport.carrier
    yield from request.payments.banks


def record(bench: Workbench, path: Path, routed: Route, *, waiting: Waiting = lambda: None) -> ChannelRequest:
    """Keep the file of a request as an exhibit and record that it was taken up; the same bytes again add nothing."""
    who = routed.request
    board = bench.ledger.desk()
    filing = Filing(exhibit="", title=f"request {who.key}: {who.title}", evidence="document",
                    publisher=who.organisation.name, marking=MARKING)  # fmt: skip
    known = board.requests.get(who.key)
    if known is not None and bench.ledger.archive.read(known.exhibit) == path.read_bytes():
        return known
    taken = desk.add(bench, path, filing, waiting=waiting)
    said = ChannelRequest(
        key=who.key, title=who.title, organisation=who.organisation.name, channels=who.channels,
        exhibit=taken.added[0].sha256,
    )  # fmt: skip
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        writer.record(said, bench.settings.author)
    return said


def happened(
    bench: Workbench, key: str, kind: str, *, on: str, why: str, until: str = "", waiting: Waiting = lambda: None
) -> ChannelEvent:
    """Record what happened to a request on a day. Raises `WhereasError` for an unknown request, kind or day."""
    known = find(bench.ledger.desk(), key)
    stages = [stage.key for stage in channels_to(known.channels).stages]
    if kind not in stages:
        raise WhereasError(f"there is no kind of event {kind!r}", todo=f"choose one of: {', '.join(stages)}")
    for name, day in (("--on", on), ("--until", until)):
        if (day or name == "--on") and (len(day) != 10 or not is_partial_date(day)):
            raise WhereasError(f"{name}: {day!r} is not a day", todo="write it as YYYY-MM-DD")
    if on > bench.now[:10]:
        raise WhereasError(f"{on} lies in the future", todo="record what happened; plans stand in the request")
    if until and until < on:
        raise WhereasError(f"it ends ({until}) before it is given ({on})", todo="correct one of the days")
    if not why.strip():
        raise WhereasError("no words are given", todo="say with --why what was done and on what paper it stands")
    said = ChannelEvent(request=known.key, kind=kind, on=on, words=why.strip(), until=until)
    if any(one.said == said for one in bench.ledger.desk().channel_events.get(known.key, ())):
        return said
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        writer.record(said, bench.settings.author)
    return said


def find(board: Board, key: str) -> ChannelRequest:
    """A recorded request by its key. Raises `WhereasError` where there is none."""
    if key not in board.requests:
        have = ", ".join(board.requests) or "none"
        raise WhereasError(f"no request {key!r} is recorded", where="the desk",
                           todo=f"record it with `whereas channel FILE --record`; recorded are: {have}")  # fmt: skip
    return board.requests[key]


def kept(bench: Workbench, *, as_of: str = "") -> tuple[Kept, ...]:
    """Every recorded request as it stands on a day (ISO; default: today)."""
    board = bench.ledger.desk()
    return tuple(_kept(bench, board, one, as_of or bench.now[:10]) for one in board.requests.values())


def plain_kept(every: Iterable[Kept]) -> list[dict[str, Any]]:
    """Recorded requests as JSON values."""
    return [
        {"key": one.record.key, "title": one.record.title, "organisation": one.record.organisation,
         "exhibit": one.record.exhibit, "unread": one.unread, "verdict": one.route.verdict if one.route else "",
         "life": plain_life(one.life) if one.life else None}
        for one in every
    ]  # fmt: skip


def _kept(bench: Workbench, board: Board, one: ChannelRequest, as_of: str) -> Kept:
    try:
        routed = route_of(f"request {one.key}", bench.ledger.archive.read(one.exhibit))
    except LedgerError:
        raise
    except WhereasError as error:  # the policy moved on: that is to be seen, and the others are still listed
        return Kept(record=one, route=None, life=None, unread=str(error).replace("\n", ";"))
    return Kept(record=one, route=routed, life=life_of(board, routed, as_of))


def life_of(board: Board, routed: Route, as_of: str) -> Life:
    """The life of a routed request, from what is recorded under its key."""
    events = [(one.said, one.by) for one in board.channel_events.get(routed.request.key, ())
              if isinstance(one.said, ChannelEvent)]  # fmt: skip
    return life(routed.request, routed.policy, routed.routes, events, as_of=as_of)


def made(bench: Workbench, routed: Route, screened: Screened | None, *, as_of: str = "") -> Made:
    """Everything that a request goes out with, as plain values."""
    day = as_of or bench.now[:10]
    digests: Mapping[str, str] = dict(policy_digests())
    return Made(
        route=routed, life=life_of(bench.ledger.desk(), routed, day), as_of=day, version=bench.version,
        policy=digests[f"channels/{routed.policy.key}.yaml"],
        names=screened.names if screened else (), hits=screened.hits if screened else (),
        against=screened.against if screened else "",
    )  # fmt: skip


def send(bench: Workbench, out: Made, folder: Path) -> Path:
    """Release the file of a request into a folder, for internal use; returns the manifest's path."""
    view = bench.view()
    marking = bench.marking(view).join(MARKING) if out.against else MARKING
    return release(
        channel_files(out), folder=folder, marking=marking, audience="internal", by=bench.settings.author,
        reason=f"whereas channel --out, request {out.route.request.key}", at=bench.now, revision=view.root,
        version=bench.version,
    )  # fmt: skip
