"""The desk: exhibits added and stamped by people, spans found in them, claims recorded, withdrawn and settled."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import msgspec

from whereas.core.claim import Claim, Quantity
from whereas.core.errors import CaptureError, WhereasError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import DISCLOSURES, Dissent, Filing, Settlement, Stamp, Withdrawal
from whereas.core.locator import Locator
from whereas.core.marking import TLP, Marking
from whereas.core.period import is_partial_date
from whereas.core.span import Span
from whereas.kit.intake import IntakeError, pieces
from whereas.kit.pages import UnreadableDocument, pages
from whereas.kit.stamps import check
from whereas.ledger.desk import Board
from whereas.ledger.ledger import Writer
from whereas.policy.likelihood import scale_word
from whereas.policy.standards import Typed, claim_kinds, evidence_classes
from whereas.policy.typed import read_typed
from whereas.trace.reading import share_of
from whereas.workbench.bench import Workbench

SOURCE = "desk"
Waiting = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One exhibit that was taken: its digest, name, and in words how much text can be quoted from it."""

    sha256: str
    name: str
    text: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What adding did: every exhibit taken, and what was wrong with what was brought."""

    kind: str
    added: tuple[Added, ...]
    problems: tuple[str, ...]


def add(bench: Workbench, path: Path, filing: Filing, *, waiting: Waiting = lambda: None) -> Intake:
    """Take a file, web archive, e-mail, bag or folder as exhibits, filed as `filing` says (its `exhibit` is filled in).

    The container is kept as well, and each piece names it as its parent. Raises `WhereasError` for what cannot be
    read, `CaptureError` where the bytes are not there.
    """
    _well_filed(filing)
    try:
        opened = pieces(path)
    except IntakeError as error:
        raise CaptureError(str(error), where=str(path), todo="nothing was taken; mend it and add it again") from None
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}", where=str(path)) from None
    added = []
    before = frozenset(bench.ledger.exhibits())
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        parent = ""
        if opened.kind not in ("file", "folder") and path.is_file():
            whole = path.read_bytes()
            parent = _keep(bench, writer, whole, path.name, origin=path.name, at="", filing=filing).sha256
        for piece in opened.pieces:
            said = replace(filing, parent=parent, note="; ".join(filter(None, (filing.note, piece.note))))
            name = path.name if opened.kind == "file" else piece.name
            exhibit = _keep(
                bench, writer, piece.data, name, origin=piece.origin or path.name, at=piece.captured_at, filing=said
            )
            text, known = _text(piece.data, exhibit.name), exhibit.sha256 in before
            added.append(Added(sha256=exhibit.sha256, name=exhibit.name, text=text, known=known))
    return Intake(kind=opened.kind, added=tuple(added), problems=tuple(opened.problems))


def _well_filed(filing: Filing) -> None:
    if filing.evidence not in evidence_classes():
        raise WhereasError(
            f"there is no class of evidence {filing.evidence!r}", todo=f"choose one of: {', '.join(evidence_classes())}"
        )
    if filing.reliability and filing.reliability not in "ABCDEF":
        raise WhereasError(f"the reliability {filing.reliability!r} is no Admiralty letter", todo="give A to F")
    if filing.available and not is_partial_date(filing.available):
        raise WhereasError(f"{filing.available!r} is not a date", todo="write YYYY, YYYY-MM or YYYY-MM-DD")
    if filing.disclosure not in DISCLOSURES:
        raise WhereasError(f"{filing.disclosure!r} is no disclosure", todo=f"choose one of: {', '.join(DISCLOSURES)}")


def _keep(bench: Workbench, writer: Writer, data: bytes, name: str, *, origin: str, at: str, filing: Filing) -> Exhibit:
    sha256, sha3_512 = bench.ledger.archive.keep(data)
    exhibit = Exhibit(
        sha256=sha256, sha3_512=sha3_512, size=len(data), source=SOURCE, feed="added", name=name, origin=origin,
        captured_at=at or bench.now, published=filing.available,
    )  # fmt: skip
    writer.capture(exhibit, bench.settings.author)
    writer.custody(
        CustodyEvent(exhibit=sha256, at=bench.now, actor=bench.settings.author,
                     action="derive" if filing.parent else "acquire", note=filing.parent or origin)
    )  # fmt: skip
    writer.record(replace(filing, exhibit=sha256, title=filing.title or name), bench.settings.author)
    return exhibit


def _text(data: bytes, name: str) -> str:
    """How much of it can be quoted, in words: a page without text is a state a person sees."""
    try:
        found = list(pages(data, name))
    except UnreadableDocument as error:
        return f"no text: {error}"
    holding = [page for page in found if page.text.strip()]
    if not holding:
        return "no text: it can be kept and shown, and nothing can be quoted from it"
    if len(holding) < len(found):
        return f"text on {len(holding)} of {len(found)} pages"
    return f"text on {len(found)} page" + ("" if len(found) == 1 else "s")


def find_exhibit(bench: Workbench, named: str) -> Exhibit:
    """An exhibit by its digest, the beginning of it (six digits or more), or its file name if only one bears it."""
    exhibits = bench.ledger.exhibits()
    if named in exhibits:
        return exhibits[named]
    found = [one for one in exhibits.values() if one.name == named]
    if not found and re.fullmatch(r"[0-9a-f]{6,64}", named):
        found = [one for key, one in exhibits.items() if key.startswith(named)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.sha256[:12] for one in found[:5])
        raise WhereasError(f"{named!r} names several exhibits", todo=f"give the digest: {names}")
    raise WhereasError(
        f"there is no exhibit {named!r}", todo="`whereas add FILE` takes one in; `whereas add` lists them"
    )


def stamp(
    bench: Workbench, exhibit: str, token: bytes, *, roots: Sequence[bytes], name: str = "token.tsr",
    waiting: Waiting = lambda: None,
) -> Stamp:  # fmt: skip
    """Check a time stamp over an exhibit with two implementations and record how it came out, good or bad."""
    target = find_exhibit(bench, exhibit)
    found = check(token, bytes.fromhex(target.sha256), roots=roots)
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        filed = Filing(exhibit="", title=f"time stamp over {target.name}", evidence="document", parent=target.sha256)
        kept = _keep(bench, writer, token, name, origin=name, at="", filing=filed)
        words = (
            f"library: {found.by_library} ({found.library_words}); openssl: {found.by_openssl} ({found.openssl_words})"
        )
        said = Stamp(exhibit=target.sha256, token=kept.sha256, state=found.state, time=found.time, words=words)
        writer.record(said, bench.settings.author)
    return said


def anchor(bench: Workbench, exhibit: Exhibit, quote: str, *, nth: int = 0) -> str:
    """The locator of a quotation in an exhibit's text; white space counts as one blank.

    Raises `WhereasError` where the exhibit has no text, the words are not there, or stand there several times and
    `nth` (from 1) does not say which is meant.
    """
    try:
        found = list(pages(bench.ledger.archive.read(exhibit.sha256), exhibit.name))
    except UnreadableDocument as error:
        raise WhereasError(f"nothing can be quoted from {exhibit.name}: {error}") from None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    places = [(page.number, hit.start(), hit.end()) for page in found for hit in pattern.finditer(page.text)]
    if not quote.split() or not places:
        why = "it has no text" if not any(page.text.strip() for page in found) else "the words do not stand there"
        raise WhereasError(f"“{quote}” was not found in {exhibit.name}: {why}", todo="copy the words from the exhibit")
    if len(places) > 1 and not 0 < nth <= len(places):
        where = ", ".join(f"page {page} at {start}" for page, start, _ in places[:5])
        raise WhereasError(f"“{quote}” stands {len(places)} times in {exhibit.name}", where=where,
                           todo="quote more words around it, or say which with `nth`")  # fmt: skip
    page, start, end = places[max(nth, 1) - 1]
    return f"page:{page}@{start}-{end}"


def still_stands(bench: Workbench, span: Span) -> str:
    """Why a span no longer says what was quoted; empty where it does, or where its place cannot be read as text."""
    parts = Locator(span.locator).parts()
    if "page" not in parts:
        return ""
    exhibit = find_exhibit(bench, span.exhibit)
    text = {page.number: page.text for page in pages(bench.ledger.archive.read(span.exhibit), exhibit.name)}
    there = text.get(int(parts["page"]), "")[int(parts["first"]) : int(parts["last"])]
    same = there.split() == span.quote.split()
    return "" if same else f"{exhibit.name} {span.locator} says “{there[:80]}”, quoted was “{span.quote[:80]}”"


class SpanNote(Typed, frozen=True, kw_only=True):
    """A span as a person writes it: the exhibit by digest or name, and the words or the place."""

    exhibit: str
    quote: str = ""
    at: str = ""
    nth: int = 0
    credibility: str = ""
    lang: str = ""
    translation: str = ""
    translator: str = ""


class AmountNote(Typed, frozen=True, kw_only=True):
    """A quantity as a person writes it: an interval with its unit."""

    low: float | None = None
    high: float | None = None
    unit: str


class ClaimNote(Typed, frozen=True, kw_only=True):
    """A claim as a person writes it."""

    kind: str
    subject: str
    words: str
    object: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    quantity: AmountNote | None = None
    rivals: str = ""
    act: str = ""
    confidence: str = ""
    spans: tuple[SpanNote, ...] = ()
    against: tuple[SpanNote, ...] = ()


class ClaimNotes(Typed, frozen=True, kw_only=True):
    """A file of claims."""

    claims: tuple[ClaimNote, ...]


def claim(bench: Workbench, file_name: str, text: str, *, waiting: Waiting = lambda: None) -> tuple[Claim, ...]:
    """Record the claims of a YAML file: all of them, or none where one is wrong.

    Raises `PolicyError` for a field that is wrong, `WhereasError` for an unknown kind, a word that is on no scale,
    dates that contradict one another, and words that do not stand in the exhibit.
    """
    notes = read_typed(file_name, text, ClaimNotes)
    made = tuple(
        _claim(bench, note, f"{file_name}, claim {number}") for number, note in enumerate(notes.claims, start=1)
    )
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        for one in made:
            writer.record(one, bench.settings.author)
    return made


def _claim(bench: Workbench, note: ClaimNote, where: str) -> Claim:
    if note.kind not in claim_kinds():
        near = get_close_matches(note.kind, claim_kinds(), n=4) or list(claim_kinds())
        raise WhereasError(
            f"there is no kind of claim {note.kind!r}", where=where,
            todo=f"near it: {', '.join(near)}; `whereas policy --evidence` says what each means",
        )  # fmt: skip
    for name, day in (("start", note.start), ("end", note.end)):
        if day and not is_partial_date(day):
            raise WhereasError(f"{name}: {day!r} is not a date", where=where, todo="write YYYY, YYYY-MM or YYYY-MM-DD")
    if note.start and note.end and note.end[: len(note.start)] < note.start[: len(note.end)]:
        raise WhereasError(f"it ends ({note.end}) before it starts ({note.start})", where=where, todo="correct one")
    amount = note.quantity
    if amount is not None and amount.low is not None and amount.high is not None and amount.high < amount.low:
        raise WhereasError(f"the quantity runs from {amount.low} down to {amount.high}", where=where, todo="swap them")
    if note.confidence:
        scale_word(note.confidence, where)
    made = Claim(
        kind=note.kind,
        subject=note.subject,
        words=note.words,
        author=bench.settings.author,
        source="",
        claimed_on=bench.now[:10],
        object=note.object,
        start=note.start,
        end=note.end,
        place=note.place,
        quantity=Quantity(low=amount.low, high=amount.high, unit=amount.unit) if amount else None,
        rivals=note.rivals,
        act=note.act,
        confidence=note.confidence,
        verified=True,
        spans=tuple(_span(bench, one, where) for one in note.spans),
        against=tuple(_span(bench, one, where) for one in note.against),
    )
    if made.kind == "holds_stake" and (wrong := share_of(made)[1]):
        raise WhereasError(wrong, where=where, todo="give it in percent, as an interval where it is not known")
    return made


def _span(bench: Workbench, note: SpanNote, where: str) -> Span:
    if note.credibility and note.credibility not in "123456":
        raise WhereasError(
            f"the credibility {note.credibility!r} is no Admiralty figure", where=where, todo="give 1 to 6"
        )
    try:
        exhibit = find_exhibit(bench, note.exhibit)
        locator = note.at or anchor(bench, exhibit, note.quote, nth=note.nth)
        Locator(locator)
    except WhereasError as error:
        raise WhereasError(error.what, where=f"{where}; {error.where}".rstrip("; "), todo=error.todo) from None
    except ValueError as error:
        raise WhereasError(str(error), where=where, todo="write a locator such as page:2@120-180") from None
    return Span(
        exhibit=exhibit.sha256, locator=locator, quote=note.quote, credibility=note.credibility, lang=note.lang,
        translation=note.translation, translator=note.translator,
    )  # fmt: skip


def find_claim(board: Board, named: str) -> Claim:
    """A recorded claim by its id, the beginning of it (six digits or more), or words that only one claim has."""
    return claim_named(board.claims, named)


def claim_named(claims: Mapping[str, Claim], named: str) -> Claim:
    """The one claim among these that an id, the beginning of one, or some of its words name. Raises `WhereasError`."""
    found = [claim for key, claim in claims.items() if len(named) >= 6 and key.startswith(named)]
    if not found and len(named) >= 6:
        found = [claim for claim in claims.values() if named.casefold() in claim.words.casefold()]
    if len(found) != 1:
        what = f"there is no claim {named!r}" if not found else f"{named!r} names several claims"
        near = "; ".join(f"{one.id[:12]} {one.words}" for one in found[:4])
        raise WhereasError(what, where=near, todo="`whereas claim --list` prints the claims with their ids")
    return found[0]


def withdraw(bench: Workbench, named: str, why: str, *, waiting: Waiting = lambda: None) -> Claim:
    """Withdraw a claim with a reason; it stays in the log and counts no more."""
    said = find_claim(bench.ledger.desk(), named)
    _record(bench, Withdrawal(claim=said.id, why=_reason(why)), waiting)
    return said


def settle(bench: Workbench, gives_way: str, stands: str, why: str, *, waiting: Waiting = lambda: None) -> Settlement:
    """Settle a contradiction: one claim gives way to another, for a reason."""
    board = bench.ledger.desk()
    said = Settlement(gives_way=find_claim(board, gives_way).id, stands=find_claim(board, stands).id, why=_reason(why))
    _record(bench, said, waiting)
    return said


def dissent(bench: Workbench, on: str, words: str, *, waiting: Waiting = lambda: None) -> None:
    """Record that somebody disagrees, and why."""
    _record(bench, Dissent(on=on, words=_reason(words)), waiting)


def refile(bench: Workbench, named: str, changes: dict[str, object], *, waiting: Waiting = lambda: None) -> Filing:
    """File an exhibit anew: what `changes` gives replaces what was filed; the earlier filing stays in the log.

    Raises `WhereasError` where a marking would fall without a reason in `note`.
    """
    exhibit = find_exhibit(bench, named)
    before = bench.ledger.desk().filings.get(exhibit.sha256)
    if before is None:
        before = Filing(exhibit=exhibit.sha256, title=exhibit.name, evidence="other")
    filing = msgspec.convert({**msgspec.to_builtins(before), **changes}, Filing)
    _well_filed(filing)
    if filing.marking.tlp < before.marking.tlp and not changes.get("note"):
        raise WhereasError(
            f"this lowers {before.title} from {before.marking} to {filing.marking} without a reason",
            todo="say why with --note: it stands in the log",
        )
    _record(bench, filing, waiting)
    return filing


def _record(bench: Workbench, said: Filing | Withdrawal | Settlement | Dissent, waiting: Waiting) -> None:
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        writer.record(said, bench.settings.author)


def _reason(why: str) -> str:
    if not why.strip():
        raise WhereasError("no reason is given", todo="say why: it stands in the log beside what was done")
    return why.strip()


def marking_of(tlp: str, evidence: str = "other") -> Marking:
    """A marking from `clear`, `green`, `amber`, `amber+strict` or `red`; empty stands for that of the class."""
    kind = evidence_classes().get(evidence)
    tlp = tlp or (kind.tlp if kind is not None else "clear")
    name = tlp.upper().removeprefix("TLP:").replace("+", "_")
    if name not in TLP.__members__:
        raise WhereasError(f"there is no TLP {tlp!r}", todo="choose clear, green, amber, amber+strict or red")
    return Marking(tlp=TLP[name])


def repeats_of(bench: Workbench, named: Iterable[str]) -> tuple[str, ...]:
    """What an exhibit repeats: digests of exhibits, and names of origins such as `wire:...` as they are."""
    return tuple(one if ":" in one else find_exhibit(bench, one).sha256 for one in named)
