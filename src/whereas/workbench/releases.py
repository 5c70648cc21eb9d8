"""Release by two people: one asks with the very files that are to leave, another who wrote none of it lets them go."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from whereas.core.canon import digest
from whereas.core.casework import CaseChanged, DraftSaved, ReleaseAsked, ReleaseDecided
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.marking import OPEN
from whereas.ledger.desk import Board, Recorded
from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.pack import FORMATS
from whereas.publish.release import MANIFEST, ReleaseError, refusals
from whereas.workbench.assessing import Knowledge, Subject, standard_of
from whereas.workbench.bench import Progress, silent
from whereas.workbench.cases import case_of, cases, subject_of
from whereas.workbench.dossiers import Made, make, send
from whereas.workbench.drafts import Checked, check, heads, upstream, versions
from whereas.workbench.room import Seen

Same = Callable[[str, str], bool]
# What differs between two dossiers though nothing they say of anybody has changed: where the log stood.
_OF_THE_LOG = ("ledger_root", "ledger_size", "searched")
_NOT_WITH_THIS_CLEARANCE = "not with this clearance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A release that was asked for, by whom and when, and how it was decided, if it was."""

    asked: Recorded
    said: ReleaseAsked
    decided: Recorded | None = None
    decision: ReleaseDecided | None = None

    @property
    def state(self) -> str:
        """`asked`, `agreed` or `refused`."""
        if self.decision is None:
            return "asked"
        return "agreed" if self.decision.agreed else "refused"

    @property
    def people(self) -> tuple[str, ...]:
        """Whoever asked, or wrote something of it: none of them may agree."""
        return tuple(dict.fromkeys((self.asked.by, *self.said.authors)))


def requests(board: Board) -> dict[str, Request]:
    """Every release that was asked for, by key, newest first, marked at least as its case is now."""
    found: dict[str, Request] = {}
    known = cases(board)
    for one in board.log:
        if isinstance(one.said, ReleaseAsked):
            said = one.said
            if case := known.get(said.case):
                said = replace(said, marking=said.marking.join(case.marking))
            found.setdefault(said.key, Request(asked=one, said=said))
        elif isinstance(one.said, ReleaseDecided) and one.said.on in found:
            before = found[one.said.on]
            if before.decided is None:
                found[one.said.on] = replace(before, decided=one, decision=one.said)
    return dict(sorted(found.items(), key=lambda pair: pair[1].asked.no, reverse=True))


def request_of(board: Board, key: str) -> Request:
    """A request by its key. Raises `WhereasError` for one that is not there, or not in sight."""
    found = requests(board).get(key)
    if found is None:
        raise WhereasError(f"no release {key!r} was asked for", todo="see the list of releases")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for: a version of a case's draft, which copy, for whom in words, and why."""

    case: str
    subject: str
    standard: str
    draft: str
    copy: str
    recipient: str
    reason: str
    audience: str = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A version of a draft made into a dossier by today's evidence, with its checks."""

    version: DraftSaved
    checked: Checked
    made: Made
    authors: tuple[str, ...]


def prepare(seen: Seen, wanted: Wanted, *, formats: frozenset[str] = FORMATS, progress: Progress = silent) -> Prepared:
    """Make the dossier of a version. Raises `WhereasError` for one that is not there, `ReleaseError` where not all that
    it rests on is in sight."""
    case = case_of(seen.bench.ledger.desk(), wanted.case)
    every = versions(case, wanted.subject, wanted.standard)
    found = next((one for one in every if one.said.id == wanted.draft), None)
    if found is None:
        raise WhereasError("there is no such version of the draft", todo="save the draft, and ask for that version")
    known = seen.know(found.said.adoption)
    who, law = subject_of(known, wanted.subject), standard_of(wanted.standard)
    if not seen.is_whole(who.ids):
        raise ReleaseError(_NOT_WITH_THIS_CLEARANCE, todo="ask somebody whose clearance covers all of it")
    progress("checking the draft")
    index = seen.index if seen.bench.ledger.view().readings else None
    checked = check(
        seen.bench, known, who, law, found.note, adoption=found.said.adoption, forum=found.said.forum, index=index
    )
    draft = checked.draft if wanted.copy == "internal" else checked.listing
    made = make(
        seen.bench,
        known,
        draft,
        copy=wanted.copy,
        listing=checked.listing,
        formats=formats,
        least=case.marking,
        progress=progress,
    )
    wrote = [one.by for one in upstream(every, found.said.id)]
    return Prepared(version=found.said, checked=checked, made=made, authors=_authors(known, draft.used, wrote))


def working(seen: Seen, who: Subject, made: Made) -> Dossier:
    """A dossier to be read before it is released. Raises `ReleaseError` where not all it rests on is in sight."""
    if not seen.is_whole(who.ids) or not seen.clearance.covers(made.marking):
        raise ReleaseError(_NOT_WITH_THIS_CLEARANCE, todo="leave it to somebody whose clearance covers all of it")
    return made.dossier


def _authors(known: Knowledge, claims: tuple[Claim, ...], wrote: list[str]) -> tuple[str, ...]:
    """Whoever wrote a sentence or made a claim of it; detectors are nobody."""
    by = [known.board.made[one.id].by for one in claims if one.id in known.board.made]
    own = [one.author for one in claims if one.id in known.board.made]
    return tuple(dict.fromkeys((*wrote, *by, *own)))


def content_of(dossier: Dossier) -> str:
    """A digest of what a dossier says, without where the log stood when it was made."""
    plain = msgspec.to_builtins(dossier)
    for name in _OF_THE_LOG:
        del plain[name]
    for seal in plain["exhibits"]:
        del seal["log_proof"]
    return digest(plain)


def newest(seen: Seen, wanted: Wanted) -> DraftSaved:
    """The version whose release is asked for. Raises `ReleaseError` where it is not the one that stands."""
    if not wanted.reason.strip() or not wanted.recipient.strip():
        raise ReleaseError("it is not said for whom, or why", todo="say who gets it and why: both stand in the log")
    case = case_of(seen.bench.ledger.desk(), wanted.case)
    standing = heads(versions(case, wanted.subject, wanted.standard))
    if not standing:
        raise ReleaseError("there is no version of the draft", todo="save the draft, and ask for that version")
    if len(standing) > 1:
        raise ReleaseError("two versions of the draft stand side by side", todo="make one of both, and ask for that")
    if standing[0].said.id != wanted.draft:
        raise ReleaseError("there is a newer version of the draft", todo="ask for the newest version")
    return standing[0].said


def ask(seen: Seen, wanted: Wanted, *, once: str = "", progress: Progress = silent) -> Request:
    """Ask for a release: the files that are to leave are made and kept, and only these can leave.

    `once` names the asking: asked again under the same name, the request that was made then is given. Raises
    `ReleaseError` for a copy that is barred, for a draft of which two versions stand side by side, and where the
    clearance does not cover all of it.
    """
    bench = seen.bench
    key = digest([wanted.case, wanted.draft, wanted.copy, bench.settings.author, once])[:16] if once else ""
    if once and (found := requests(bench.ledger.desk()).get(key)):
        return found
    newest(seen, wanted)
    ready = prepare(seen, wanted, progress=progress)
    made = ready.made
    _may_be_asked(seen, ready, wanted)
    files = tuple((name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in sorted(made.files.items()))
    if not key:
        by, now = bench.settings.author, bench.now
        key = digest([wanted.case, ready.version.id, wanted.copy, made.dossier.id, by, now])[:16]
    said = ReleaseAsked(
        key=key, case=wanted.case, subject=wanted.subject, standard=wanted.standard, copy=wanted.copy,
        draft=ready.version.id, dossier=made.dossier.id, content=content_of(made.dossier), audience=wanted.audience,
        recipient=wanted.recipient.strip(), reason=wanted.reason.strip(), files=files, bars=made.bars,
        claims=made.claims, exhibits=made.exhibits, authors=ready.authors, marking=made.marking,
    )  # fmt: skip
    try:
        _keep(folder_asked(seen, key), made.files, progress)
        with bench.ledger.writing(bench.now) as writer:
            writer.record(said, bench.settings.author)
    except BaseException:
        shutil.rmtree(folder_asked(seen, key), ignore_errors=True)
        raise
    return request_of(bench.ledger.desk(), key)


def _may_be_asked(seen: Seen, ready: Prepared, wanted: Wanted) -> None:
    made = ready.made
    if not seen.clearance.covers(made.marking):
        raise ReleaseError(_NOT_WITH_THIS_CLEARANCE, todo="ask somebody whose clearance covers all of it")
    if why := refusals(made.marking, wanted.audience):
        raise ReleaseError(f"this may not go to {wanted.audience}: {'; '.join(why)}", todo="ask for internal use")
    barred = ready.checked.bars if wanted.copy == "listing" else ()
    if barred:
        raise ReleaseError(
            f"the copy for the listing package does not leave: {'; '.join(barred)}",
            todo="ask for the internal copy: it says what is missing and what would show it",
        )
    if ready.checked.lost:
        raise ReleaseError("a sentence rests on a claim that stands no more", todo="mend the draft and save it")


def folder_asked(seen: Seen, key: str) -> Path:
    """Where the files of a request wait."""
    return seen.bench.settings.home / "asked" / key


def folder_released(seen: Seen, key: str) -> Path:
    """Where the files of a request stand once they were let go."""
    return seen.bench.settings.home / "released" / key


def _keep(folder: Path, files: Mapping[str, bytes], progress: Progress) -> None:
    for number, (name, data) in enumerate(files.items(), start=1):
        progress("keeping the files", number, len(files))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def file_asked(seen: Seen, request: Request, name: str) -> bytes:
    """A file of a request as it waits. Raises `ReleaseError` where its bytes are not those that were asked for."""
    told = {one: sha256 for one, sha256, _ in request.said.files}
    if name not in told:
        raise WhereasError(f"there is no file {name!r} in this release", todo="choose one of its files")
    try:
        data = (folder_asked(seen, request.said.key) / name).read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != told[name]:
        raise ReleaseError(f"{name} is not what was asked for", todo="ask for the release anew")
    return data


def is_released(seen: Seen, request: Request) -> bool:
    """Whether its files stand in the folder they were let go into, and the log says so."""
    written = request.state == "agreed" and (folder_released(seen, request.said.key) / MANIFEST).is_file()
    return written and any(one.sha256 == request.said.dossier for one in seen.bench.ledger.desk().dossiers)


def file_released(seen: Seen, request: Request, name: str) -> bytes:
    """A file that was let go. Raises `ReleaseError` where nothing was."""
    told = {one: sha256 for one, sha256, _ in request.said.files}
    if not is_released(seen, request):
        raise ReleaseError("this was not released", todo="a second person must agree first")
    if name != MANIFEST and name not in told:
        raise WhereasError(f"there is no file {name!r} in this release", todo="choose one of its files")
    data = (folder_released(seen, request.said.key) / name).read_bytes()
    if name != MANIFEST and hashlib.sha256(data).hexdigest() != told[name]:
        raise ReleaseError(f"{name} is not what was released", todo="run `whereas verify`, and ask for it anew")
    return data


def why_not(request: Request, name: str, same: Same) -> str:
    """Why somebody may not decide on a request, as a key of words; empty where they may."""
    if request.decided is not None:
        return "decided"
    if same(name, request.asked.by):
        return "asked"
    if any(same(name, one) for one in request.said.authors):
        return "wrote"
    return ""


def changed_since(seen: Seen, request: Request) -> str:
    """Why what was asked for would not be made so today, in words; empty where it would."""
    said = request.said
    case = case_of(seen.bench.ledger.desk(), said.case)
    if any(isinstance(one.said, CaseChanged) and one.said.marking != OPEN for one in case.since(request.asked.no)):
        return "the case was marked more strictly since it was asked for"
    wanted = Wanted(case=said.case, subject=said.subject, standard=said.standard, draft=said.draft, copy=said.copy,
                    recipient=said.recipient, reason=said.reason, audience=said.audience)  # fmt: skip
    ready = prepare(seen, wanted, formats=frozenset())  # what it says is compared, and no rendering of it
    if said.copy == "listing" and ready.checked.bars:
        return f"the listing copy is barred now: {'; '.join(ready.checked.bars)}"
    if content_of(ready.made.dossier) != said.content:
        return "the evidence, the claims or the law on file changed since it was asked for"
    return ""


def decide(seen: Seen, key: str, *, agreed: bool, reason: str, same: Same) -> Request:
    """Agree to a release, or refuse it, with a reason; on agreement the files that were asked for go out.

    Called again for a release that was agreed to and whose files are not there, it writes these. Raises `ReleaseError`
    for whoever asked for it or wrote of it, and where what was asked for is not what would be made today.
    """
    bench = seen.bench
    request = request_of(bench.ledger.desk(), key)
    unfinished = request.state == "agreed" and agreed and not is_released(seen, request)
    if not unfinished:
        _may_decide(request, bench.settings.author, reason, same, agreed=agreed)
    if not agreed:
        request = _record(seen, request, agreed=False, reason=reason)
        shutil.rmtree(folder_asked(seen, key), ignore_errors=True)
        return request
    if not seen.clearance.covers(request.said.marking):
        raise ReleaseError(_NOT_WITH_THIS_CLEARANCE, todo="leave it to somebody whose clearance covers all of it")
    checked = bench.ledger.root
    _refuse_changed(seen, request)
    made = _as_asked(seen, request)
    if not unfinished:
        request = _record(seen, request, agreed=True, reason=reason, checked=checked)
    told = f"{request.decision.reason if request.decision else reason}; for {request.said.recipient}; "
    told += f"asked for by {request.asked.by}: {request.said.reason}"
    send(bench, made, folder_released(seen, key), audience=request.said.audience, reason=told)
    shutil.rmtree(folder_asked(seen, key), ignore_errors=True)
    return request


def _refuse_changed(seen: Seen, request: Request) -> None:
    if words := changed_since(seen, request):
        raise ReleaseError(words, todo="ask for the release anew, so that somebody reads what leaves")


def _may_decide(request: Request, name: str, reason: str, same: Same, *, agreed: bool) -> None:
    """Whoever asked may take it back; only agreement needs another person."""
    why = why_not(request, name, same)
    if why == "decided":
        raise ReleaseError("this was decided", todo="ask for it anew where it is to be decided again")
    if why and agreed:
        raise ReleaseError(
            "whoever asked for a release, or wrote a sentence or a claim of it, does not decide on it",
            todo="leave it to another person",
        )
    if not reason.strip():
        raise ReleaseError("no reason is given", todo="say why: it stands in the log beside the decision")


def _record(seen: Seen, request: Request, *, agreed: bool, reason: str, checked: str = "") -> Request:
    """Record a decision, unless somebody else decided in the meantime. What changed since the state of the log in which
    it was `checked` is looked at again, now that nobody writes: a case may have been marked more strictly."""
    bench = seen.bench
    said = ReleaseDecided(case=request.said.case, on=request.said.key, agreed=agreed, reason=reason.strip())
    with bench.ledger.writing(bench.now) as writer:
        if request_of(bench.ledger.desk(), said.on).decided is not None:
            raise ReleaseError("this was decided meanwhile", todo="read the decision")
        if checked and bench.ledger.root != checked:
            _refuse_changed(seen, request)
        writer.record(said, bench.settings.author)
    return request_of(bench.ledger.desk(), said.on)


def _as_asked(seen: Seen, request: Request) -> Made:
    """The dossier and the files as they wait, each held against the digest that was asked for."""
    files = {name: file_asked(seen, request, name) for name, _, _ in request.said.files}
    dossier = msgspec.json.decode(files["dossier.json"], type=Dossier)
    if dossier.id != request.said.dossier:
        raise ReleaseError("dossier.json is not the dossier that was asked for", todo="ask for the release anew")
    return Made(
        dossier=dossier, files=files, marking=request.said.marking, bars=(), problem="",
        exhibits=request.said.exhibits, claims=request.said.claims,
    )  # fmt: skip
