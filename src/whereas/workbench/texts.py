"""Strategy texts from files or from the ledger: imported with their official number, measured, coded and released."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from whereas.assess.coding import Sheet, coding, coding_sheet, read_sheet
from whereas.assess.prose import Layout
from whereas.assess.strategy_texts import Measured, StrategyText, TextsReport, in_order, measure
from whereas.core.errors import CaptureError, WhereasError
from whereas.core.exhibit import digests
from whereas.core.filing import Filing
from whereas.core.marking import join_all
from whereas.core.period import is_partial_date
from whereas.kit.intake import IntakeError, pieces
from whereas.kit.pages import Page, UnreadableDocument, pages, source_kind
from whereas.policy.files import policy_digests
from whereas.policy.texts import KnownText, known_text, lexicon, number_stands, rubric, same_number, texts
from whereas.publish.release import release
from whereas.workbench import desk
from whereas.workbench.bench import Progress, Workbench, silent

# What a text is called stands on its first pages: this many characters are looked at.
HEAD = 3000
# The note of a filing that makes an exhibit a strategy text begins so; a record in JSON follows.
_NOTE = "strategy text: "
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class TextRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of a strategy text when adding it, as it is kept in the filing's note.

    `from_memory` names the fields that come from the list of known texts, which nobody has checked.
    """

    title: str
    official_id: str = ""
    issuer: str = ""
    dated: str = ""
    known: str = ""
    from_memory: tuple[str, ...] = ()
    remark: str = ""


def read_record(note: str) -> TextRecord | None:
    """The record in a filing's note, if the exhibit was filed as a strategy text."""
    if not note.startswith(_NOTE):
        return None
    try:  # the desk may have put other notes behind it
        value, _ = json.JSONDecoder().raw_decode(note, len(_NOTE))
        return msgspec.convert(value, TextRecord)
    except ValueError:  # a note that only looks like ours; msgspec's errors are of this kind too
        return None


def add(
    bench: Workbench, path: Path, *, official_id: str = "", title: str = "", dated: str = "", issuer: str = "",
    waiting: Callable[[], None] = lambda: None,
) -> StrategyText:  # fmt: skip
    """Take a strategy text in as an exhibit, with its number, title, day and issuer.

    What is not said is taken from the list of known texts if the text's own first pages name it. Raises `WhereasError`
    for a folder, for a file that is no PDF, HTML, DOCX or text, and for a day that is none.
    """
    if dated and not is_partial_date(dated):
        raise WhereasError(f"{dated!r} is not a date", todo="write --dated YYYY, YYYY-MM or YYYY-MM-DD")
    data = _bytes(path)
    try:
        kind, found = pieces(path).kind, tuple(pages(data, path.name))
    except (IntakeError, UnreadableDocument) as error:
        raise WhereasError(str(error), where=str(path), todo="nothing was taken; add the text itself") from None
    if kind != "file":
        raise WhereasError(f"this is a {kind} and no text", where=str(path), todo="add the text that is in it")
    record = _record(found, path, official_id=official_id, title=title, dated=dated, issuer=issuer)
    filing = Filing(
        exhibit="", title=record.title, evidence="document", publisher=record.issuer, available=record.dated,
        note=_NOTE + json.dumps(msgspec.to_builtins(record), ensure_ascii=False, sort_keys=True),
    )  # fmt: skip
    desk.add(bench, path, filing, waiting=waiting)
    return _text(data, path.name, record)


def _record(found: Sequence[Page], path: Path, *, official_id: str, title: str, dated: str, issuer: str) -> TextRecord:
    """What is said of a text, completed from the list of known ones."""
    head = _head(found)
    known = known_text(head)
    contradicted = bool(known and official_id and not same_number(official_id, known.official_id))
    if known is None or contradicted:
        remark = ""
        if known is not None:
            remark = (
                f"given as {official_id}, and its first pages name {known.title} ({known.official_id}): one of the two "
                "is wrong, or the text quotes the other"
            )
        return TextRecord(
            title=title or _title(path), official_id=official_id, issuer=issuer, dated=dated, remark=remark
        )  # fmt: skip
    said = {"official_id": official_id, "title": title, "issuer": issuer, "dated": dated}
    return TextRecord(
        title=title or known.title,
        official_id=official_id or known.official_id,
        issuer=issuer or known.issuer,
        dated=dated or known.dated,
        known=known.key,
        from_memory=_from_memory(known, said, head),
    )


def _from_memory(known: KnownText, said: Mapping[str, str], head: str) -> tuple[str, ...]:
    """What is taken from the list unchecked; a number that stands in the text itself is not from memory."""
    if known.verified:
        return ()
    return tuple(
        name for name, value in said.items()
        if not value and not (name == "official_id" and number_stands(known.official_id, head))
    )  # fmt: skip


def from_files(paths: Iterable[Path]) -> tuple[StrategyText, ...]:
    """Texts from files and folders, without a ledger; a file that cannot be read is there, and says why.

    A day that nobody gave is the year in the file's name, if one year stands there.
    """
    found: dict[str, StrategyText] = {}
    for path in _files(paths):
        data = _bytes(path)
        try:
            record = _record(tuple(pages(data, path.name)), path, official_id="", title="", dated="", issuer="")
        except UnreadableDocument:
            record = TextRecord(title=_title(path))
        years = set(_YEAR.findall(path.stem))
        if not record.dated and len(years) == 1:
            record = msgspec.structs.replace(record, dated=years.pop(), remark="dated by the name of its file")
        text = _text(data, path.name, record)
        found.setdefault(text.sha256, text)
    return _named_apart(found.values())


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            if not inside:
                raise WhereasError("the folder holds no files", where=str(path), todo="name the folder of the texts")
            found += inside
        else:
            found.append(path)
    return found


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise WhereasError("this is a folder", where=str(path), todo="add its texts one by one, each with its number")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}", where=str(path)) from None


def from_ledger(bench: Workbench) -> tuple[StrategyText, ...]:
    """Every text that was added, as it was last filed as a strategy text."""
    records: dict[str, TextRecord] = {}
    board = bench.ledger.desk()
    for one in board.log:
        if isinstance(one.said, Filing) and (record := read_record(one.said.note)):
            records[one.said.exhibit] = record
    exhibits = bench.ledger.exhibits()
    return _named_apart(
        replace(
            _text(bench.ledger.archive.read(sha256), exhibits[sha256].name, record),
            marking=board.filings[sha256].marking,
        )
        for sha256, record in records.items()
    )


def _text(data: bytes, name: str, record: TextRecord) -> StrategyText:
    """A text from its bytes; one that cannot be read says why."""
    text = StrategyText(
        key=record.known or _slug(record.title) or "text", title=record.title, sha256=digests(data)[0], name=name,
        official_id=record.official_id, issuer=record.issuer, dated=record.dated, from_memory=record.from_memory,
        remark=record.remark,
    )  # fmt: skip
    try:
        found = [page.text for page in pages(data, name)]
    except UnreadableDocument as error:
        return replace(text, unreadable=str(error))
    starts, at = [], 0
    for one in found:
        starts.append(at)
        at += len(one) + 1
    layout: Layout = "wrapped" if source_kind(data, name) in ("pdf", "text") else "lines"
    return replace(text, text="\f".join(found), starts=tuple(starts), layout=layout)


def _head(found: Sequence[Page]) -> str:
    return "\n".join(page.text for page in found[:5])[:HEAD]


def _title(path: Path) -> str:
    return path.stem.replace("_", " ")


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")


def _named_apart(found: Iterable[StrategyText]) -> tuple[StrategyText, ...]:
    """Texts whose keys are alike are told apart by their digests."""
    every = tuple(found)
    keys = [one.key for one in every]
    return tuple(one if keys.count(one.key) == 1 else replace(one, key=f"{one.key}-{one.sha256[:8]}") for one in every)


def report(
    found: Sequence[StrategyText], subject: str, *, version: str, revision: str = "",
    coded: Mapping[str, bytes] | None = None, progress: Progress = silent,
) -> TextsReport:  # fmt: skip
    """Measure texts for a subject, and hold coders' sheets (name to bytes) against their passages.

    Raises `PolicyError` for a subject without a lexicon, `WhereasError` for a sheet that does not fit these texts.
    """
    words, states, guessing = lexicon(subject), texts().states, rubric()
    measured: list[Measured] = []
    for number, one in enumerate(found, start=1):
        progress(f"reading {one.title}", number, len(found))
        measured.append(measure(one, words, states, guessing))
    made = TextsReport(
        lexicon=words,
        texts=in_order(measured),
        policy={name: sha256 for name, sha256 in policy_digests() if name.startswith("texts/")},
        version=version,
        revision=revision,
    )
    if not coded:
        return made
    progress("comparing coders")
    sheets: list[Sheet] = [read_sheet(name, data, made.passages) for name, data in coded.items()]
    return replace(made, coding=coding(sheets, made.passages))


def sheets_from(paths: Sequence[Path]) -> dict[str, bytes]:
    """Coders' sheets by name. Raises `WhereasError` for one file given twice or two files of one name."""
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name in found:
            raise WhereasError(
                "two coders' sheets have one name", where=str(path), todo="name each sheet after its coder"
            )
        found[path.name] = _bytes(path)
    return found


def sheet_of(made: TextsReport, seed: int) -> bytes:
    """A coding sheet of every passage. Raises `WhereasError` where there is none."""
    if not made.passages:
        raise WhereasError(
            f"no passage names {made.lexicon.title}: there is nothing to code", todo="name other texts"
        )  # fmt: skip
    return coding_sheet(tuple(made.passages.values()), seed)


def release_texts(made: TextsReport, files: Mapping[str, bytes], folder: Path, *, by: str, at: str) -> Path:
    """Release a report's files for internal use, marked as strictly as its texts; returns the manifest's path."""
    return release(
        files,
        folder=folder,
        marking=join_all(one.of.marking for one in made.texts),
        audience="internal",
        by=by,
        reason="whereas texts --out",
        at=at,
        revision=made.revision,
        version=made.version,
    )
