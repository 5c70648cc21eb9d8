"""A message (RFC 5322, MIME): its text and each attachment as pieces, its headers as a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesParser
from pathlib import PurePosixPath
from typing import Any

from whereas.kit.intake.piece import IntakeError, Opened, Piece, media_of, note_of, opened, shown

# A message is read into a tree by a parser that recurses and looks at every open boundary on every line.
LARGEST_MESSAGE = 100_000_000
_DEEPEST = 30
_MOST_PARTS = 2_000
_MOST_LINES = 3_000_000
_MOST_COMPARISONS = 100_000_000
_MOST_DASHES = 20_000
_LONGEST_HEADER = 4_000
_ALL_HEADERS = 250_000
_MOST_HEADERS = 1_000
_BOUNDARY = re.compile(rb"boundary", re.IGNORECASE)
_PART_HEADER = re.compile(
    rb"^(?:content-|mime-)[a-z-]{1,40}[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_HEADERS = ("From", "To", "Date", "Message-ID", "Subject")


def is_message(name: str) -> bool:
    """Whether a file is a message: by its name, since any text may begin like one."""
    return name.lower().endswith(".eml")


def open_message(data: bytes, name: str) -> Opened:
    """The text and the attachments of a message and of the messages in it; broken MIME is said, and read as it can be.

    A message says itself when and by whom it was written, which proves neither: that stands in the note only.
    """
    if len(data) > LARGEST_MESSAGE:
        raise IntakeError(f"{name}: {len(data):,} bytes, more than the {LARGEST_MESSAGE:,} a message may have")
    problem = _overloaded(data)
    if problem:
        raise IntakeError(f"{name}: {problem}; not read as a message")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except Exception as error:  # the parser promises to raise nothing and has raised most things
        raise IntakeError(f"{name}: it cannot be read as a message: {type(error).__name__}") from error
    if not message.keys():
        raise IntakeError(f"{name}: it has no headers: it is not a message")
    reading = _Reading(name=name)
    reading.take(message, "", 0, _headers_of(message))
    return opened("email", reading.found, reading.problems)


def _overloaded(data: bytes) -> str:
    """What in a message would keep the standard parser busy for minutes; empty if nothing.

    Its time grows with the lines times the boundaries open at once, with the parts, and with the bytes of the headers
    that describe parts, each far beyond what mail has. Which lines are headers is known only after parsing, so that
    every line that could be one counts.
    """
    lines = data.count(b"\n")
    if lines > _MOST_LINES or lines * len(_BOUNDARY.findall(data)) > _MOST_COMPARISONS:
        return f"its {lines:,} lines in parts within parts are more than a message has"
    if data.count(b"\n--") > _MOST_DASHES:
        return f"more than {_MOST_DASHES:,} lines could divide its parts"
    total = 0
    for header in _PART_HEADER.finditer(data):
        length = header.end() - header.start()
        total += length
        if length > _LONGEST_HEADER or total > _ALL_HEADERS:
            return "the headers of its parts are longer than a message has"
    return ""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One message being taken apart."""

    name: str
    found: list[Piece] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: int = 0

    def take(self, part: Message, prefix: str, depth: int, note: str) -> None:
        """Take the leaves below a part, in order."""
        self.parts += 1
        if self.parts > _MOST_PARTS or depth > _DEEPEST:
            self._say(f"more than {_MOST_PARTS:,} parts or {_DEEPEST} levels; the rest is not taken", once=True)
            return
        kind = _safely(part.get_content_type, "application/octet-stream")
        if part.is_multipart():
            inner = part.get_payload()
            within = f"{prefix}message-{self.parts}/" if kind == "message/rfc822" else prefix
            for child in inner if isinstance(inner, list) else []:
                if isinstance(child, Message):
                    head = _headers_of(child) if kind == "message/rfc822" else note
                    self.take(child, within, depth + 1, head)
        else:
            self._leaf(part, kind, prefix, note)
        self._defects(part, prefix)

    def _leaf(self, part: Message, kind: str, prefix: str, note: str) -> None:
        data = _safely(lambda: part.get_payload(decode=True), None)
        if not isinstance(data, bytes):
            self._say(f"{prefix}part {self.parts}: its content cannot be read")
            return
        given = _safely(part.get_filename, None)
        attached = _safely(part.get_content_disposition, None) == "attachment" or bool(given)
        if kind in ("text/plain", "text/html") and not attached:
            data, words = self._text(part, data, prefix)
            name = "body.txt" if kind == "text/plain" else "body.html"
            self.found.append(Piece(name=prefix + name, data=data, media=kind, note=note_of((note, words))))
            return
        name = _file_name(given) or f"part-{self.parts}"
        media = kind if kind != "application/octet-stream" else media_of(name)
        self.found.append(Piece(name=prefix + name, data=data, media=media, note=note_of(("attachment", note))))

    def _text(self, part: Message, data: bytes, prefix: str) -> tuple[bytes, str]:
        """A text in UTF-8, whatever it was written in; as it stands if it is not in the set it names."""
        named = _safely(part.get_content_charset, None) or "us-ascii"
        charset = named if named in _CHARSETS else _CHARSETS_BY_ALIAS.get(named.replace("_", "-"), "")
        try:
            text = data.decode("utf-8" if charset == "us-ascii" else charset) if charset else ""
        except UnicodeError:
            charset = ""
        if not charset:
            self._say(f"{prefix}part {self.parts}: its text is not in the set it names ({shown(named, most=40)})")
            return data, f"text not in {shown(named, most=40)}; kept as it stands"
        return text.encode(), "" if charset in ("utf-8", "us-ascii") else f"written in {charset}, given in UTF-8"

    def _defects(self, part: Message, prefix: str) -> None:
        for defect in part.defects:
            self._say(f"{prefix}part {self.parts}: broken MIME: {_words(defect)}")

    def _say(self, words: str, *, once: bool = False) -> None:
        line = f"{self.name}: {words}"
        if not once or line not in self.problems:
            self.problems.append(line)


# The sets that mail is written in. Python knows others under the same kind of name that are no sets at all (zlib).
_CHARSETS = frozenset(
    "us-ascii utf-8 utf-16 utf-16le utf-16be utf-7 iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 "
    "iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 windows-1250 "
    "windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 koi8-r "
    "koi8-u euc-kr cp949 iso-2022-kr johab euc-jp shift_jis iso-2022-jp gb2312 gbk gb18030 hz big5 tis-620 mac-roman"
    "".split()
)
_CHARSETS_BY_ALIAS = {
    "utf8": "utf-8", "ascii": "us-ascii", "latin1": "iso-8859-1", "latin-1": "iso-8859-1", "cp1252": "windows-1252",
    "cp1251": "windows-1251", "ks-c-5601-1987": "cp949", "ks-c-5601": "cp949", "ksc5601": "cp949", "uhc": "cp949",
    "ms949": "cp949", "x-windows-949": "cp949", "shift-jis": "shift_jis", "sjis": "shift_jis", "x-sjis": "shift_jis",
    "gb-2312": "gb2312", "cp936": "gbk", "unicode-1-1-utf-7": "utf-7", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip


def _headers_of(message: Message) -> str:
    return note_of(f"{name}: {value}" for name, value in _known_headers(message))


def _known_headers(message: Message) -> Iterator[tuple[str, str]]:
    """The headers a reader asks for first, decoded, each once."""
    raw = {name.lower(): str(value) for name, value in reversed(list(message.raw_items())[:_MOST_HEADERS])}
    for name in _HEADERS:
        if name.lower() in raw:
            written = raw[name.lower()]
            decoded = _safely(lambda name=name: str(message[name]), written) if len(written) < 4_000 else written
            yield name, shown(" ".join(decoded.split()), most=1_000)


def _file_name(given: Any) -> str:
    """The last step of a file name as its sender wrote it: it names a piece, and no place."""
    text = str(given or "").replace("\\", "/").rstrip("/")
    name = shown(PurePosixPath(text).name, most=150)
    return "" if name in (".", "..") else name


def _words(defect: Any) -> str:
    """A defect's name in words: `StartBoundaryNotFoundDefect` as `start boundary not found`."""
    name = type(defect).__name__.removesuffix("Defect")
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()


def _safely(read: Any, otherwise: Any) -> Any:
    """What a reader of a header gives, or something else: on broken headers the standard ones raise most things."""
    try:
        return read()
    except Exception:
        return otherwise
