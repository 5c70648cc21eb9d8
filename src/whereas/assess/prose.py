"""Texts whose lines nobody laid out for reading, as paragraphs, sentences and words, and their quotation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# How the text was laid out: wrapped lines (scans, PDF, plain text), or a line for each paragraph (HTML, DOCX).
Layout = Literal["wrapped", "lines"]
Span = tuple[int, int]

# Texts are quoted no longer than it takes to see what was found.
LONGEST_QUOTE = 240
WORD = re.compile(r"[^\W_]+(?:['’.\u00ad-][^\W_]+|-\s*\n\s*[a-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a text by place, with its sentences; `number` counts from 1 over all blocks, headings included."""

    number: int
    start: int
    end: int
    sentences: tuple[Span, ...]
    words: int


_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+|\f\s*")
_LINE = re.compile(r"\n\s*")
_ENDS = re.compile(r"[.!?:;][\"'”’»)\]]*\s*(?:\s\d{1,3}\s*)?\Z")  # a page number may follow the last sentence
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,3}|[ivxl]{1,6})\W*\Z", re.IGNORECASE)
# A block that ends without a full stop goes on after the page's end if it is longer than headings are.
_LONGEST_HEADING = 14
_HUGE_BLOCK = 300  # words: no paragraph but a page whose paragraphs are told apart by short last lines only
# Possessive, and from the beginning of a run only: a table of contents is full of dots.
_STOP = re.compile(r"(?<![.!?])[.!?]++[\"'”’»)\]]*+(?=\s)|\n\s*(?=[•·▪■●*◦–]\s)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen sen rep st vs cf ca approx no nos art arts para paras fig op vol pp jan feb mar apr jun jul aug "
    "sept sep oct nov dec e.g i.e inc ltd co res reg".split()
)
_OPENERS = frozenset(
    "The We In This Our It As To For But And These That Those At With By Such While Although If Its They A An However "
    "When Through North".split()
)
_LAST_WORD = re.compile(r"[^\s(\[\"“]{1,20}\Z")
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[]*([^\W_]+)")


def part(text: str, layout: Layout = "wrapped") -> tuple[Paragraph, ...]:
    """The paragraphs of a text and their sentences.

    Wrapped lines: a blank line parts paragraphs, unless the sentence plainly goes on behind it, as at the end of a
    page; a block of a whole page is parted at short last lines.
    """
    blocks = _spans(text, (0, len(text)), _LINE if layout == "lines" else _BLANK)
    if layout == "wrapped":
        blocks = [piece for block in _joined(text, blocks) for piece in _pieces(text, block)]
    return tuple(
        Paragraph(
            number=number,
            start=start,
            end=end,
            sentences=tuple(_sentences(text, start, end)),
            words=sum(1 for _ in WORD.finditer(text, start, end)),
        )
        for number, (start, end) in enumerate(blocks, start=1)
    )


def _spans(text: str, within: Span, gap: re.Pattern[str]) -> list[Span]:
    """What stands between gaps, without blanks around it; empty stretches are left out."""
    found: list[Span] = []
    at = within[0]
    for between in (*gap.finditer(text, *within), None):
        end = between.start() if between else within[1]
        piece = text[at:end]
        if piece.strip():
            found.append((at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())))
        at = between.end() if between else end
    return found


def _joined(text: str, blocks: list[Span]) -> list[Span]:
    """Blocks with those put together that one sentence runs through; a page number between them is no block."""
    joined: list[Span] = []
    for start, end in blocks:
        if joined and (_PAGE_NUMBER.match(text[start:end]) or _goes_on(text, joined[-1], start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, block: Span, start: int) -> bool:
    tail = text[max(block[0], block[1] - 400) : block[1]]
    if tail.endswith(("-", "\u00ad")):
        return text[start].islower()
    if _ENDS.search(tail):
        return False
    return text[start].islower() or len(tail.split()) > _LONGEST_HEADING


def _pieces(text: str, block: Span) -> list[Span]:
    if text.count(" ", *block) < _HUGE_BLOCK:
        return [block]
    lines = _spans(text, block, _LINE)
    if len(lines) < 10:
        return [block]
    short = sorted(end - start for start, end in lines)[len(lines) // 2] * 0.75
    found, begin = [], block[0]
    for start, end in lines[:-1]:
        if end - start < short and re.search(r"[.!?][\"'”’)\]]*\Z", text[start:end]):
            found.append((begin, end))
            begin = end + len(text[end : block[1]]) - len(text[end : block[1]].lstrip())
    return [*found, (begin, block[1])]


def _sentences(text: str, start: int, end: int) -> Iterable[Span]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _is_end(text, stop, end):
            yield (at, stop.end())
            at = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
    if at < end:
        yield (at, end)


def _is_end(text: str, stop: re.Match[str], end: int) -> bool:
    if not stop[0].strip():  # a bullet on a new line
        return True
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is not None and following[1][0].islower():
        return False
    if not stop[0].startswith("."):
        return True
    before = _LAST_WORD.search(text, max(0, stop.start() - 21), stop.start())
    word = before[0].lower() if before else ""
    if word in _ABBREVIATIONS:
        return False
    initial = (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word) is not None
    return not initial or (following is not None and following[1] in _OPENERS)


def quote(text: str, sentence: Span, around: Span, longest: int = LONGEST_QUOTE) -> str:
    """A sentence as one line, cut around a place where it is longer than a quotation may be."""
    whole = " ".join(text[sentence[0] : sentence[1]].split())
    if len(whole) <= longest:
        return whole
    before = " ".join(text[sentence[0] : around[0]].split())
    words = " ".join(text[around[0] : around[1]].split())
    room = max(0, longest - len(words) - 4) // 2
    start = max(0, min(len(before) - room, len(whole) - longest + 4))
    piece = whole[start : start + longest - 4]
    left = "" if start == 0 else "… "
    right = "" if start + longest - 4 >= len(whole) else " …"
    return left + piece.strip() + right
