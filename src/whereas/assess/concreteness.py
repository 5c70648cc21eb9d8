"""How concrete a passage is, 0 to 5: what coders decide of it, and a rule's guess that is never mixed with theirs.

The rubric is recorded in `docs/decisions/0006-concreteness.md`: where nobody undertakes anything firmly, the passage
has 0 points; where somebody does, it has one point for each of the five particulars.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from whereas.assess.attention import Attention
from whereas.assess.prose import Span
from whereas.assess.terms import pattern_of
from whereas.core.canon import digest
from whereas.policy.texts import Rubric, Terms

PARTICULARS = ("actor", "instrument", "resource", "deadline", "verification")
FEATURES = ("actor", "instrument", "commitment", "resource", "deadline", "verification")
COMMITMENTS = ("none", "weak", "strong")
HIGHEST = len(PARTICULARS)
# What each feature asks a coder, in the words of the sheet and the page.
QUESTIONS: Mapping[str, str] = {
    "actor": "Is it said who undertakes it?",
    "instrument": "Is it said by what means (a sanction, talks, an agreement, a force, a fund)?",
    "commitment": "none: nothing is undertaken; weak: support, encourage, should, may; strong: will, shall, commits to",
    "resource": "Is an amount or a resource named?",
    "deadline": "Is it said by when?",
    "verification": "Is it said how it will be checked or reported?",
}

Commitment = Literal["none", "weak", "strong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that names the subject.

    `id` is the digest of the text's SHA-256 and the place, so that no other edition has it; `words` are its words on
    one line; `sentences` those of its sentences that name the subject.
    """

    id: str
    start: int
    end: int
    paragraph: int
    words: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What was decided of a passage; None is a feature nobody decided."""

    actor: bool | None = None
    instrument: bool | None = None
    commitment: Commitment | None = None
    resource: bool | None = None
    deadline: bool | None = None
    verification: bool | None = None

    @property
    def points(self) -> int | None:
        """0 to 5; None while a feature is undecided."""
        particulars = [getattr(self, name) for name in PARTICULARS]
        if self.commitment is None or None in particulars:
            return None
        return sum(particulars) if self.commitment == "strong" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The words by which the rule guessed that a feature is there, and their place in the text."""

    feature: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPass:
    """A rule's guess at a passage. It is no coder's, enters no agreement and is always shown as a guess."""

    passage: str
    codes: Codes
    marks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """0 to 5, guessed: a rule decides every feature."""
        return self.codes.points or 0


def passages_of(text: str, text_sha256: str, found: Attention) -> tuple[Passage, ...]:
    """The passages of a measured text; headings that name the subject are none."""
    naming: dict[int, list[Span]] = {}
    for one in found.mentions:
        spans = naming.setdefault(one.paragraph, [])
        if one.sentence not in spans:
            spans.append(one.sentence)
    return tuple(
        Passage(
            id=digest([text_sha256, one.start, one.end])[:16],
            start=one.start,
            end=one.end,
            paragraph=one.number,
            words=" ".join(text[one.start : one.end].split()),
            sentences=tuple(naming[one.number]),
        )
        for one in found.passages
    )


# --- The first pass

_NUMBER = r"(?:[$€£]\s?)?\d[\d,.]*"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BY_WHEN = re.compile(
    rf"\b(?:by|before|until|no later than|not later than)\s+(?:the\s+)?(?:(?:end|middle|beginning)\s+of\s+)?"
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTH}\s+)?(?:\d{{1,2}},\s+)?(?:19|20)\d\d\b"
    r"|\bwithin\s+(?:the\s+next\s+)?(?:\w+\s+)?(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£]\s?\d[\d,.]*(?:\s+(?:thousand|million|billion|trillion))?")
# Helping verbs take no ending.
_UNINFLECTED = frozenset("will shall must should may could would is are has have".split())
# Between an actor and its verb may stand a few words, none of which begins another clause.
_GAP = (
    r"(?:[\s,]{1,5}(?!(?:that|which|who|whom|whose|where|if|when|while|because|to|but)\b)[\w’'-]{1,20}){0,4}?[\s,]{1,5}"
)


def first_pass(text: str, passage: Passage, rubric: Rubric, subject: Iterable[Span] = ()) -> FirstPass:
    """Guess at a passage by its words.

    Only sentences that name the subject are looked at, for verbs elsewhere often belong to other matters: of these,
    those with the firmest undertaking, or all where there is none. `subject` are the places where it is named: what
    the subject itself will do is nobody's undertaking towards it.
    """
    named = tuple(subject)
    undertakings = [(span, _undertaking(text, span, rubric, named)) for span in passage.sentences]
    firmest = max((COMMITMENTS.index(found[0]) for _, found in undertakings), default=0)
    chosen = [(span, marks) for span, (level, marks) in undertakings if COMMITMENTS.index(level) == firmest]
    spans = [span for span, _ in chosen]
    marks = [mark for _, of_it in chosen for mark in of_it]
    if not firmest:
        marks += _search(text, spans, "actor", (pattern_of(rubric.actors),))
    marks += _search(text, spans, "instrument", (pattern_of(rubric.instruments),))
    marks += _search(text, spans, "resource", (_amounts(rubric.units), _MONEY, pattern_of(rubric.resources)))
    marks += _search(text, spans, "deadline", (_BY_WHEN, pattern_of(rubric.deadlines)))
    marks += _search(text, spans, "verification", (pattern_of(rubric.verification),))
    there = {mark.feature for mark in marks}
    level = COMMITMENTS[firmest]
    codes = Codes(commitment=level, **{name: name in there for name in PARTICULARS})  # type: ignore[arg-type]  # all of them are truth values
    return FirstPass(passage=passage.id, codes=codes, marks=tuple(marks))


def _undertaking(text: str, span: Span, rubric: Rubric, subject: Sequence[Span]) -> tuple[Commitment, tuple[Mark, ...]]:
    """The firmest undertaking of a sentence, with the actor nearest before the verb."""
    strong = _undertaken(text, span, rubric, rubric.strong, subject)
    if strong:
        return "strong", strong
    weak = _undertaken(text, span, rubric, rubric.weak, subject)
    return ("weak", weak) if weak else ("none", ())


def _undertaken(text: str, span: Span, rubric: Rubric, verbs: Terms, subject: Sequence[Span]) -> tuple[Mark, ...]:
    found: list[tuple[int, re.Match[str], re.Match[str]]] = []
    for actor in pattern_of(rubric.actors).finditer(text, *span):
        verb = _verb_after_gap(verbs).match(text, actor.end(), span[1])
        if verb is None or any(actor.end() <= start < verb.end() for start, _ in subject):
            continue
        between = text[actor.end() : verb.start("verb")].lower().split()
        if not between or between[-1] not in rubric.no_verb_after:  # “political will” is no verb
            found.append((len(between), actor, verb))
    if not found:
        return ()
    _, actor, verb = min(found, key=lambda one: (one[0], one[1].start()))
    return _mark("actor", actor), _mark("commitment", verb, "verb")


@cache
def _verb_after_gap(verbs: Terms) -> re.Pattern[str]:
    """Verbs that follow their subject within a few words, with -s, -ed and -ing where they take them."""
    return re.compile(rf"{_GAP}(?P<verb>(?i:{'|'.join(map(_verb, sorted(verbs, key=len, reverse=True)))}))")


def _verb(verb: str) -> str:
    first, *rest = verb.split()
    if first in _UNINFLECTED:
        forms = re.escape(first)
    elif first.endswith("e"):
        forms = re.escape(first[:-1]) + "(?:e|es|ed|ing)"
    else:
        forms = re.escape(first) + "(?:s|es|ed|ing)?"
    return r"\b" + r"\s+".join((forms, *map(re.escape, rest))) + r"\b"


@cache
def _amounts(units: Terms) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){_NUMBER}\s{{0,3}}(?:\w{{1,20}}\s+){{0,2}}?(?:{pattern_of(units).pattern})")


def _search(text: str, spans: Iterable[Span], feature: str, patterns: Iterable[re.Pattern[str]]) -> list[Mark]:
    """The first place of each sentence where any of the patterns is met."""
    found = []
    for span in spans:
        places = [hit for pattern in patterns for hit in (pattern.search(text, *span),) if hit]
        if places:
            found.append(_mark(feature, min(places, key=lambda hit: hit.start())))
    return found


def _mark(feature: str, hit: re.Match[str], group: str | int = 0) -> Mark:
    return Mark(feature=feature, words=" ".join(hit[group].split()), start=hit.start(group), end=hit.end(group))
