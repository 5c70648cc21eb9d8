"""Finds listed names and numbers in a document, each with its page and characters; unlisted identifiers apart.

What may be a name is a run of words that begin with capitals, or of Hangul, Han characters, kana, Cyrillic or Arabic;
of the stretches of a run that meet a listed name, the likeliest that do not overlap are told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from whereas.core.errors import WhereasError
from whereas.core.match import Match
from whereas.kit.ids.registry import schemes
from whereas.kit.pages import MOST_CHARACTERS, Page, UnreadableDocument, pages
from whereas.screen.index import Index
from whereas.screen.query import Query
from whereas.screen.screening import Screener

# A run: capitalised words with the little words that stand inside names, or words of a script without capitals.
_LITTLE = r"(?:al|el|bin|ibn|abu|bint|ben|de|del|da|di|van|von|der|of|and|for|the|&)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]*"
_LATIN = rf"{_CAPITAL}(?:,?[^\S\n]+(?:{_LITTLE}[^\S\n-]+|{_LITTLE}-)?{_CAPITAL}|-\w+)*"
_OTHER = "|".join(
    (
        r"[가-힣]{2,5}",
        r"[\u4e00-\u9fff]{2,4}",
        r"[ァ-ヺー・]{3,}",
        r"[А-ЯЁІЇЄҐ][а-яёіїєґА-ЯЁ]+(?:\s+[А-ЯЁІЇЄҐ][а-яёіїєґ]+)+",
        r"[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+){1,4}",
    )
)
_RUN = re.compile(f"{_LATIN}|{_OTHER}")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 6
_BATCH = 1_000
_AROUND = 90  # characters of a passage before and behind a mention
# In running text a name stands without anything beside it: only what is alike in full is told.
LEAST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a page (characters `start` to `end` of its text) that may name a listed party.

    `before` and `after` are the words around it.
    """

    page: int
    start: int
    end: int
    text: str
    match: Match
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """An identifier in the text that no list in view has: its scheme, normal form, and place."""

    page: int
    start: int
    end: int
    text: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """Every mention and every unlisted identifier, in the order of the text; how many pages were read."""

    document: str
    pages: int
    mentions: tuple[Mention, ...]
    unlisted: tuple[Unlisted, ...]

    def as_json(self) -> Any:
        """It as plain values."""
        return msgspec.to_builtins(self)


@dataclass(frozen=True, slots=True)
class _Span:
    page: int
    start: int
    end: int
    text: str


def screen_document(path: Path, index: Index, *, threshold: float = LEAST) -> Screened:
    """Screen a PDF, HTML, DOCX or text file. Raises `WhereasError` for one that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WhereasError(f"the document cannot be read: {error.strerror}", where=str(path)) from error
    return screen_bytes(data, path.name, Screener(index), threshold=threshold, where=str(path))


def screen_bytes(
    data: bytes, name: str, screener: Screener, *, threshold: float = LEAST, where: str = "",
    most: int = MOST_CHARACTERS,
) -> Screened:  # fmt: skip
    """Screen the bytes of a document that is called `name`.

    Raises `WhereasError` for one that cannot be read, or whose text has more than `most` characters.
    """
    try:
        read = list(pages(data, name))
    except UnreadableDocument as error:
        raise WhereasError(str(error), where=where or name, todo="give a PDF, HTML, DOCX or text file") from error
    if (length := sum(len(page.text) for page in read)) > most:
        raise WhereasError(
            f"the document has {length:,} characters of text, and at most {most:,} are screened here",
            where=where or name, todo="screen a part of it, or use `whereas screen --document`",
        )  # fmt: skip
    mentions = [one for page in read for one in _mentions(page, screener, max(threshold, LEAST))]
    known, unlisted = _numbers(read, screener)
    texts = {page.number: page.text for page in read}
    return Screened(
        document=name,
        pages=len(read),
        mentions=tuple(
            _in_passage(one, texts[one.page])
            for one in sorted([*mentions, *known], key=lambda one: (one.page, one.start))
        ),
        unlisted=tuple(unlisted),
    )


def _in_passage(one: Mention, text: str) -> Mention:
    """A mention with the words around it, cut where a word ends."""
    before, after = text[max(one.start - _AROUND, 0) : one.start], text[one.end : one.end + _AROUND]
    if one.start > _AROUND:
        before = before.partition(" ")[2] or before
    if one.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] or after
    return replace(one, before=" ".join(before.split()), after=" ".join(after.split()))


def _mentions(page: Page, screener: Screener, threshold: float) -> Iterator[Mention]:
    """The likeliest stretches of each run that do not overlap."""
    spans = [span for run in _RUN.finditer(page.text) for span in _spans(page, run.start(), run.group())]
    found: list[Mention] = []
    for at in range(0, len(spans), _BATCH):
        some = spans[at : at + _BATCH]
        answers = screener.screen([Query(name=span.text) for span in some], threshold=threshold)
        for span, answer in zip(some, answers, strict=True):
            if answer.matches:
                best = answer.matches[0]
                found.append(Mention(page=span.page, start=span.start, end=span.end, text=span.text, match=best))
    taken: list[Mention] = []
    # Of overlapping stretches the longest of the likeliest: a name within a name is part of it.
    for one in sorted(found, key=lambda one: (-round(one.match.probability, 1), one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    yield from sorted(taken, key=lambda one: one.start)


def _spans(page: Page, offset: int, run: str) -> Iterator[_Span]:
    """The run itself and its stretches of two to six words; a run in a script without blanks as it stands."""
    words = list(_WORD.finditer(run))
    if len(words) == 1:
        if len(run) > 3 or not run.isascii():
            yield _Span(page.number, offset, offset + len(run), run)
        return
    for first in range(len(words)):
        for last in range(first + 1, min(first + _MOST_WORDS, len(words))):
            start, end = words[first].start(), words[last].end()
            text = run[start:end].rstrip(".,;:")
            yield _Span(page.number, offset + start, offset + start + len(text), text)
    if len(words) > _MOST_WORDS:
        yield _Span(page.number, offset, offset + len(run), run)


def _numbers(read: Iterable[Page], screener: Screener) -> tuple[list[Mention], list[Unlisted]]:
    """Identifiers with a check or a telling form: those a list has, and the others."""
    known, unlisted = [], []
    for page in read:
        seen: set[tuple[int, int]] = set()
        for scheme, module in schemes().items():
            if getattr(module, "WEAK", False) or not hasattr(module, "find"):
                continue
            for start, end, form in module.find(page.text):
                if (start, end) in seen:
                    continue
                seen.add((start, end))
                text = page.text[start:end]
                matches = screener.screen([Query(name=form)], threshold=0.9)[0].matches
                if matches:
                    known.append(Mention(page=page.number, start=start, end=end, text=text, match=matches[0]))
                else:
                    unlisted.append(Unlisted(page=page.number, start=start, end=end, text=text, scheme=scheme))
    return known, sorted(unlisted, key=lambda one: (one.page, one.start))
