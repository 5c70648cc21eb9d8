"""The desk: exhibits added and stamped by people, claims recorded, withdrawn, settled and opened again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import msgspec

from whereas.assess.conditions import STEPS
from whereas.assess.opposition import excludes, one_answer
from whereas.core.claim import Claim, Quantity
from whereas.core.errors import CaptureError, WhereasError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import DISCLOSURES, Dissent, Filing, Reopening, Settlement, Stamp, Withdrawal
from whereas.core.marking import TLP, Marking, audiences_in
from whereas.core.period import is_partial_date
from whereas.core.span import Span
from whereas.kit.intake import IntakeError, Piece, load, pieces, shown
from whereas.kit.intake.reading import Reader
from whereas.kit.pages import LARGEST_FILE, UnreadableDocument
from whereas.kit.stamps import LARGEST_TOKEN, StampError, check
from whereas.ledger.desk import Board
from whereas.ledger.ledger import Writer
from whereas.policy.claims import claim_kinds, evidence_classes
from whereas.policy.conditions import conditions
from whereas.policy.likelihood import scale_word
from whereas.policy.typed import Typed, read_typed
from whereas.trace.reading import share_of
from whereas.workbench.assessing import filing_of_list
from whereas.workbench.bench import Progress, Workbench, silent
from whereas.workbench.quoting import Texts, anchor, moved, only

SOURCE = "desk"
Waiting = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One exhibit that was taken: its digest, name, and in words how much text can be quoted from it.

    `known` is whether its bytes were there before; `changes` what it was filed as until now, where that was otherwise.
    """

    sha256: str
    name: str
    text: str
    known: bool
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What adding did: every exhibit taken, and what was wrong with what was brought."""

    kind: str
    added: tuple[Added, ...]
    problems: tuple[str, ...]


def add(
    bench: Workbench, path: Path, filing: Filing, *, waiting: Waiting = lambda: None, progress: Progress = silent
) -> Intake:
    """Take a file, web archive, e-mail, bag or folder as exhibits, filed as `filing` says (its `exhibit` is filled in).

    The container is kept as well, and each piece names it as its parent. All of it is taken in one turn, or nothing.
    Raises `WhereasError` for what cannot be read and for a marking that would fall without a reason, `CaptureError`
    where the bytes are not there.
    """
    _well_filed(filing)
    _apart_from_the_ledger(bench, path)
    progress(f"opening {shown(path.name)}")
    try:
        opened = pieces(path)
    except IntakeError as error:
        raise CaptureError(str(error), where=str(path), todo="nothing was taken; mend it and add it again") from None
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}", where=str(path)) from None
    problems = list(opened.problems)
    added = []
    name = shown(path.name)
    with bench.ledger.writing(bench.now, waiting=waiting) as writer, Reader() as reader:
        hand = _Hand(
            bench=bench, writer=writer, reader=reader, filings=bench.ledger.desk().filings if opened.pieces else {}
        )
        parent = ""
        if opened.whole:
            parent = hand.take(Piece(name=name, data=opened.whole, origin=name), filing, why=filing.note).sha256
        for number, piece in enumerate(opened.pieces, start=1):
            progress("keeping exhibits", number, len(opened.pieces))
            said = replace(filing, parent=parent, note="; ".join(filter(None, (filing.note, piece.note))))
            try:
                added.append(hand.take(replace(piece, origin=piece.origin or name), said, why=filing.note))
            except IntakeError as error:  # it was too large to be held, and is not what it was when it was listed
                problems.append(f"{piece.name}: {error}")
    return Intake(kind=opened.kind, added=tuple(added), problems=tuple(problems))


def _apart_from_the_ledger(bench: Workbench, path: Path) -> None:
    """A ledger that takes itself in as evidence grows with each turn and holds what it says of itself."""
    try:
        home, place = bench.settings.home.resolve(), path.resolve()
    except (OSError, RuntimeError, ValueError):
        return  # whoever opens it says what is wrong with it
    inside = place.is_relative_to(home) and not place.is_relative_to(home / "inbox")
    if home.is_relative_to(place) or inside:
        raise CaptureError(
            "this is the ledger itself, or holds it", where=str(path),
            todo="nothing was taken; put the evidence into a folder of its own, or name another --home",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    """Takes pieces within one turn of the writer."""

    bench: Workbench
    writer: Writer
    reader: Reader
    filings: Mapping[str, Filing]

    def take(self, piece: Piece, filing: Filing, *, why: str = "") -> Added:
        """Keep a piece and file it; `why` is the reason a person gave. Raises as `add` does."""
        exhibit, known = _keep(self.bench, self.writer, piece, filing)
        said = replace(filing, exhibit=exhibit.sha256, title=filing.title or piece.name)
        before = self.filings.get(exhibit.sha256)
        if before is not None:
            _not_lowered(before, said, why)
        self.writer.record(said, self.bench.settings.author)
        return Added(
            sha256=exhibit.sha256, name=exhibit.name, text=self._text(piece, exhibit), known=known,
            changes=_changes(before, said) if before is not None else (),
        )  # fmt: skip

    def _text(self, piece: Piece, exhibit: Exhibit) -> str:
        """How much of it can be quoted, in words: a page without text is a state a person sees."""
        if exhibit.size > LARGEST_FILE:
            return f"no text: {exhibit.size:,} bytes are more than the {LARGEST_FILE:,} that text is read from"
        data = piece.data if piece.place is None else load(piece.place)
        try:
            found = self.reader.pages(data, exhibit.name)
        except UnreadableDocument as error:
            return f"no text: {error}"
        holding = sum(bool(page.text.strip()) for page in found)
        if not holding:
            return "no text: it can be kept and shown, and nothing can be quoted from it"
        if holding < len(found):
            return f"text on {holding} of {len(found)} pages"
        return f"text on {len(found)} page" + ("" if len(found) == 1 else "s")


# What of a filing bears on what an exhibit can show: another word in one of these is said when it is filed anew.
_WEIGHTY = ("evidence", "publisher", "reliability", "repeats", "available", "uses", "disclosure", "marking")


def _changes(before: Filing, after: Filing) -> tuple[str, ...]:
    """What was filed otherwise until now, in words."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _WEIGHTY)
    return tuple(f"{name} was {_plain(old)}, is {_plain(new)}" for name, old, new in pairs if old != new)


def _plain(value: object) -> str:
    return (", ".join(value) if isinstance(value, tuple) else str(value)) or "not given"


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


def _keep(bench: Workbench, writer: Writer, piece: Piece, filing: Filing) -> tuple[Exhibit, bool]:
    """Keep a piece's bytes and record their capture; also whether the ledger held them before."""
    kept = bench.ledger.archive.keep_all(piece.chunks()) if piece.place is not None else None
    sha256, sha3_512 = (kept.sha256, kept.sha3_512) if kept else bench.ledger.archive.keep(piece.data)
    exhibit = Exhibit(
        sha256=sha256, sha3_512=sha3_512, size=kept.size if kept else len(piece.data), source=SOURCE, feed="added",
        name=piece.name, origin=piece.origin, captured_at=piece.captured_at or bench.now, published=filing.available,
    )  # fmt: skip
    known = writer.holds(sha256)
    writer.capture(exhibit, bench.settings.author)
    writer.custody(
        CustodyEvent(exhibit=sha256, at=bench.now, actor=bench.settings.author,
                     action="derive" if filing.parent else "acquire", note=filing.parent or piece.origin)
    )  # fmt: skip
    return exhibit, known


def find_exhibit(bench: Workbench, named: str) -> Exhibit:
    """An exhibit by its digest, its file name if only one bears it, or the beginning of its digest (six digits)."""
    return only(bench.ledger.named(named), named)


def stamp(
    bench: Workbench, exhibit: str, token: bytes, *, roots: Sequence[bytes], name: str = "token.tsr",
    waiting: Waiting = lambda: None,
) -> Stamp:  # fmt: skip
    """Check a time stamp over an exhibit with two implementations and record how it came out, good or bad."""
    target = find_exhibit(bench, exhibit)
    if len(token) > LARGEST_TOKEN:
        raise WhereasError(f"{len(token):,} bytes are no time stamp", where=name, todo="give the authority's answer")
    try:
        found = check(token, bytes.fromhex(target.sha256), roots=roots)
    except StampError as error:
        raise WhereasError(str(error), todo="give root certificates in PEM form with --roots") from None
    with bench.ledger.writing(bench.now, waiting=waiting) as writer, Reader() as reader:
        filed = Filing(exhibit="", title=f"time stamp over {target.name}", evidence="document", parent=target.sha256)
        kept = _Hand(bench=bench, writer=writer, reader=reader, filings={}).take(
            Piece(name=name, data=token, origin=name), filed
        )
        words = (
            f"library: {found.by_library} ({found.library_words}); openssl: {found.by_openssl} ({found.openssl_words})"
        )
        said = Stamp(exhibit=target.sha256, token=kept.sha256, state=found.state, time=found.time, words=words)
        writer.record(said, bench.settings.author)
    return said


def still_stands(bench: Workbench, span: Span) -> str:
    """Why a span no longer says what was quoted; empty where it does, or where its place cannot be read as text."""
    with Texts(bench) as texts:
        return moved(texts, span)


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


def claim(
    bench: Workbench, file_name: str, text: str, *, waiting: Waiting = lambda: None, progress: Progress = silent
) -> tuple[Claim, ...]:
    """Record the claims of a YAML file: all of them, or none where one is wrong.

    Raises `PolicyError` for a field that is wrong, `WhereasError` for an unknown kind, a word that is on no scale,
    dates that contradict one another, and words that do not stand in the exhibit.
    """
    progress("reading the file")
    notes = read_typed(file_name, text, ClaimNotes)
    return record_claims(bench, notes.claims, file_name, waiting=waiting, progress=progress)


def record_claims(
    bench: Workbench, notes: Sequence[ClaimNote], file_name: str = "", *, waiting: Waiting = lambda: None,
    progress: Progress = silent,
) -> tuple[Claim, ...]:  # fmt: skip
    """Record claims as people wrote them: all of them, or none where one is wrong. Raises as `claim` does."""
    made = []
    with Texts(bench) as texts:
        for number, note in enumerate(notes, start=1):
            progress("looking up words in exhibits", number, len(notes))
            made.append(_claim(bench, texts, note, f"{file_name}, claim {number}" if file_name else f"claim {number}"))
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        for one in made:
            writer.record(one, bench.settings.author)
    return tuple(made)


def check_claim(bench: Workbench, note: ClaimNote) -> Claim:
    """The claim that a note would make, held against all that recording holds it against, and not recorded."""
    with Texts(bench) as texts:
        return _claim(bench, texts, note, "")


def _claim(bench: Workbench, texts: Texts, note: ClaimNote, where: str) -> Claim:
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
    if note.kind in STEPS and note.object not in conditions():
        near = get_close_matches(note.object, conditions(), n=3) or list(conditions())
        raise WhereasError(f"there is no condition {note.object!r}", where=where,
                           todo=f"the object of a step is the key of its condition: {', '.join(near)}")  # fmt: skip
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
        spans=tuple(_span(texts, one, where) for one in note.spans),
        against=tuple(_span(texts, one, where) for one in note.against),
    )
    if made.kind == "holds_stake" and (wrong := share_of(made)[1]):
        raise WhereasError(wrong, where=where, todo="give it in percent, as an interval where it is not known")
    return made


def _span(texts: Texts, note: SpanNote, where: str) -> Span:
    if note.credibility and note.credibility not in "123456":
        raise WhereasError(
            f"the credibility {note.credibility!r} is no Admiralty figure", where=where, todo="give 1 to 6"
        )
    try:
        exhibit = texts.find(note.exhibit)
        span = Span(
            exhibit=exhibit.sha256, locator=note.at or anchor(texts, exhibit, note.quote, nth=note.nth),
            quote=note.quote, credibility=note.credibility, lang=note.lang, translation=note.translation,
            translator=note.translator,
        )  # fmt: skip
        wrong = moved(texts, span)
    except WhereasError as error:
        raise WhereasError(error.what, where=f"{where}; {error.where}".rstrip("; "), todo=error.todo) from None
    except ValueError as error:
        raise WhereasError(str(error), where=where, todo="write a locator such as page:2@120-180") from None
    if wrong:
        raise WhereasError(wrong, where=where, todo="correct the words or the place, or leave `at` out")
    return span


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
    """Settle a contradiction: one claim gives way to another, for a reason.

    Raises `WhereasError` for claims between which there is nothing to settle.
    """
    board = bench.ledger.desk()
    one, other = find_claim(board, gives_way), find_claim(board, stands)
    if one.id == other.id or not (one_answer(one, other) or excludes(one, other) or excludes(other, one)):
        raise WhereasError(
            "there is nothing to settle between these claims: they do not contradict one another",
            where=f"{one.id[:12]} {one.words}; {other.id[:12]} {other.words}",
            todo="claims of one question share `rivals`, or are of one kind about the same parties",
        )
    said = Settlement(gives_way=one.id, stands=other.id, why=_reason(why))
    _record(bench, said, waiting)
    return said


def reopen(
    bench: Workbench, gives_way: str, why: str, *, stands: str = "", waiting: Waiting = lambda: None
) -> tuple[Settlement, ...]:
    """Take back the settlements by which a claim gives way, or only that in favour of `stands`; gives what ended.

    Settlement and reopening stay in the log. Raises `WhereasError` where the claim gives way to none.
    """
    board = bench.ledger.desk()
    said = Reopening(
        gives_way=find_claim(board, gives_way).id, stands=find_claim(board, stands).id if stands else "",
        why=_reason(why),
    )  # fmt: skip
    ended = tuple(
        one for one in board.settlements if one.gives_way == said.gives_way and said.stands in ("", one.stands)
    )
    if not ended:
        raise WhereasError(
            f"no settlement in force by which {said.gives_way[:12]} gives way" + (" to that claim" if stands else ""),
            todo="`whereas claim --list` prints those in force: name the claim that gives way",
        )
    _record(bench, said, waiting)
    return ended


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
        before = filing_of_list(bench, exhibit)
    filing = msgspec.convert({**msgspec.to_builtins(before), **changes}, Filing)
    _well_filed(filing)
    _not_lowered(before, filing, str(changes.get("note", "")))
    _record(bench, filing, waiting)
    return filing


def _not_lowered(before: Filing, after: Filing, why: str) -> None:
    if after.marking.join(before.marking) != after.marking and not why:
        raise WhereasError(
            f"this lowers {before.title} from {before.marking} to {after.marking} without a reason",
            todo="say why with --note: it stands in the log; or give the marking it has with --tlp",
        )


def _record(bench: Workbench, said: Filing | Withdrawal | Settlement | Reopening | Dissent, waiting: Waiting) -> None:
    with bench.ledger.writing(bench.now, waiting=waiting) as writer:
        writer.record(said, bench.settings.author)


def _reason(why: str) -> str:
    if not why.strip():
        raise WhereasError("no reason is given", todo="say why: it stands in the log beside what was done")
    return why.strip()


def marking_of(tlp: str, evidence: str = "other", audiences: str = "") -> Marking:
    """A marking from `clear`, `green`, `amber`, `amber+strict` or `red`; empty stands for that of the class.

    `audiences` are those it is releasable to, parted by commas; empty: nothing narrows them.
    """
    kind = evidence_classes().get(evidence)
    tlp = tlp or (kind.tlp if kind is not None else "clear")
    name = tlp.upper().removeprefix("TLP:").replace("+", "_")
    if name not in TLP.__members__:
        raise WhereasError(f"there is no TLP {tlp!r}", todo="choose clear, green, amber, amber+strict or red")
    return Marking(tlp=TLP[name], releasable_to=audiences_in(audiences) or None)


def repeats_of(bench: Workbench, named: Iterable[str]) -> tuple[str, ...]:
    """What an exhibit repeats: digests of exhibits, and names of origins such as `wire:...` as they are."""
    return tuple(one if ":" in one else find_exhibit(bench, one).sha256 for one in named)
