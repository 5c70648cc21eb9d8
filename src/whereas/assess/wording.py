"""What a sentence says beyond its claims: figures, names, and the verbs of kinds of claim that it does not rest on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from whereas.assess.draft import Draft, Sentence
from whereas.core.claim import Claim
from whereas.core.period import PartialDate, is_partial_date
from whereas.policy.claims import claim_kinds
from whereas.policy.regimes import regimes

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME = re.compile(r"[A-Z][^\W\d_]*")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_COUNTS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "dozens": "dozens", "hundred": "100",
    "hundreds": "hundreds", "thousand": "1000", "thousands": "thousands", "million": "1000000", "millions": "millions",
}  # fmt: skip
# Capitals that name nobody: titles, offices and bodies in general, and what acts are called.
_NO_NAMES = frozenset(
    "mr mrs ms dr i the a an and or of in on at by for to from state states union european council member decision "
    "regulation article annex paragraph party workers government ministry minister head chief director general "
    "colonel lieutenant major captain commander deputy chairman chairperson president secretary department bureau "
    "office committee centre center company limited army people peoples republic democratic security north south east "
    "west northern southern eastern western un eu imo cfsp"
    .split()
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """What a sentence says and none of its claims does: `figures`, single `names`, `full_names`, and `verbs`."""

    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    full_names: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


def excess(draft: Draft, sentence: Sentence) -> Excess:
    """Holds the words of a sentence against those of its claims, their quotations and translations.

    Figures count as numbers, whatever their form; a year within a claim's period is said by it. Who is meant and what
    the criterion is called may be named. A verb that a kind of claim calls its own needs a claim of that kind, or one
    that says it in its words. A sentence that rests on no claim says nothing here: that is another finding.
    """
    claims = draft.of(sentence)
    if not claims:
        return Excess()
    said = " ".join(text for claim in claims for text in _said(claim))
    about = " ".join(_about(draft))
    figures = _figures(f"{said} {about}") | _dates(claims)
    unknown = _unknown_names(sentence.text, _words(f"{said} {about}") | _months(claims))
    return Excess(
        figures=tuple(one for one, number in _counted(sentence.text)
                      if number not in figures and not _within(number, claims)),
        names=tuple(run[0] for run in unknown if len(run) == 1),
        full_names=tuple(" ".join(run) for run in unknown if len(run) > 1),
        verbs=tuple(_verbs(sentence.text, said, {claim.kind for claim in claims})),
    )  # fmt: skip


def _said(claim: Claim) -> Iterator[str]:
    """Everything that a claim says, and what is quoted for it."""
    yield from (claim.words, claim.object, claim.place, claim.act, claim.start, claim.end)
    if claim.quantity is not None:
        yield str(claim.quantity)
    for span in claim.spans:
        yield from (span.quote, span.translation)


def _about(draft: Draft) -> Iterator[str]:
    """Who is meant, and what the criterion and its acts are called."""
    yield from (draft.identity.caption, draft.standard.title, draft.standard.article, draft.standard.words)
    for _, values in draft.identity.fields:
        yield from values
    regime = regimes().get(draft.standard.regime)
    for act in regime.acts if regime is not None else ():
        yield from (act.title, act.celex)


def _words(text: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in _WORD.findall(text))


def _bare(word: str) -> str:
    """A word in lower case, without the ending of a possessive."""
    return re.sub(r"['’]s?$", "", word.casefold())


def _counted(text: str) -> Iterator[tuple[str, str]]:
    """The figures of a text as they stand there, each with the number it is."""
    for found in _FIGURE.findall(text):
        yield found, _number(found)
    for word in _WORD.findall(text):
        if word.casefold() in _COUNTS:
            yield word, _COUNTS[word.casefold()]


def _number(figure: str) -> str:
    """`1,200` and `1200` are one number, and so are `04` and `4`."""
    whole = figure.replace(",", "")
    return whole.lstrip("0") or "0"


def _figures(text: str) -> frozenset[str]:
    return frozenset(number for _, number in _counted(text))


def _dates(claims: Iterable[Claim]) -> frozenset[str]:
    """Years, months and days of the claims' periods, each as a number."""
    days = (day for claim in claims for day in (claim.start, claim.end) if day)
    return frozenset(_number(part) for day in days for part in day.split("-") if part.isdigit())


def _months(claims: Iterable[Claim]) -> frozenset[str]:
    """The names of the months that the claims' dates are of."""
    dates = (day for claim in claims for day in (claim.start, claim.end) if is_partial_date(day) and len(day) > 4)
    return frozenset(_MONTHS[PartialDate(day).earliest.month - 1] for day in dates)


def _within(number: str, claims: Iterable[Claim]) -> bool:
    """Whether a number is a year that lies within the period of a claim."""
    if not (len(number) == 4 and is_partial_date(number)):
        return False
    return any(
        PartialDate(one.start).earliest.year <= int(number) <= PartialDate(one.end).latest.year
        for one in claims
        if is_partial_date(one.start) and is_partial_date(one.end)
    )


def _unknown_names(text: str, known: frozenset[str]) -> list[list[str]]:
    """Runs of words with a capital that stand nowhere in the claims; the first word of a sentence has one anyway."""
    runs: list[list[str]] = []
    last = -2
    words = list(re.finditer(r"[^\s]+", text))
    for place, found in enumerate(words):
        for part in _WORD.findall(found[0]):
            if not _NAME.match(part) or _bare(part) in known or _bare(part) in _NO_NAMES:
                continue
            if last == place or last == place - 1:
                runs[-1].append(part)
            else:
                runs.append([part])
            last = place
    # A capital at the head of a sentence says something only where a name goes on from it.
    heads = {_WORD.findall(one)[0] for one in re.split(r"(?<=[.!?])\s+", text) if _WORD.findall(one)}
    return [run for run in runs if len(run) > 1 or run[0] not in heads]


def _verbs(text: str, said: str, kinds: set[str]) -> Iterator[str]:
    for key, pattern in _patterns():
        hit = pattern.search(text)
        if hit is not None and key not in kinds and not pattern.search(said):
            yield hit[0]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The verbs of each kind of claim that has some of its own."""
    return tuple(
        (key, re.compile(rf"\b(?:{'|'.join(kind.verbs)})\b", re.IGNORECASE))
        for key, kind in claim_kinds().items()
        if kind.verbs
    )
