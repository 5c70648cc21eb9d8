"""What is looked for in strategy texts as data: a country's names, objectives, commitments, and the texts known."""

import re
from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.conditions import Objective
from whereas.policy.files import policy_files
from whereas.policy.typed import Day, Key, Typed, read_typed

Terms = Annotated[tuple[Annotated[str, msgspec.Meta(min_length=1)], ...], msgspec.Meta(min_length=1)]
NameKind = Literal["state", "capital", "organ", "leader"]


class Name(Typed, frozen=True, kw_only=True):
    """A name under which the subject is found; one in capitals only is found in capitals only.

    `also` are the other states that the same words name, as “North and South Korea” does.
    """

    text: Annotated[str, msgspec.Meta(min_length=3)]
    kind: NameKind = "state"
    also: tuple[str, ...] = ()


class ObjectiveTerms(Typed, frozen=True, kw_only=True):
    """Terms whose presence in a sentence ties it to an objective; `proliferat*` stands for all words that begin so."""

    objective: Objective
    terms: Terms


class Lexicon(Typed, frozen=True, kw_only=True):
    """All that is looked for about one subject."""

    subject: Key
    title: str
    names: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
    objectives: Annotated[tuple[ObjectiveTerms, ...], msgspec.Meta(min_length=1)]


class State(Typed, frozen=True, kw_only=True):
    """A state that a text may name beside the subject, with its other names and adjectives."""

    name: str
    forms: tuple[str, ...] = ()


class Rubric(Typed, frozen=True, kw_only=True):
    """Words by which a rule guesses at what coders look for; it is a first pass and no finding.

    `actors` are those whose undertaking counts; `strong` and `weak` the verbs of commitment; `no_verb_after` words
    after which `will` is a noun; `units` what a number is counted in; `resources` means named without a number.
    """

    actors: Terms
    strong: Terms
    weak: Terms
    no_verb_after: Terms
    instruments: Terms
    units: Terms
    resources: Terms
    deadlines: Terms
    verification: Terms


class KnownText(Typed, frozen=True, kw_only=True):
    """A strategy text that is known, with its official number; `heads` are words found on its first page only.

    `verified` is True only where the text itself was at hand.
    """

    key: Key
    title: str
    official_id: str
    issuer: str
    dated: Day = ""
    heads: Terms
    verified: bool


class Texts(Typed, frozen=True, kw_only=True):
    """A file of lexicons, states, the rubric's words or known texts."""

    lexicons: tuple[Lexicon, ...] = ()
    states: tuple[State, ...] = ()
    rubric: Rubric | None = None
    documents: tuple[KnownText, ...] = ()


@cache
def texts() -> Texts:
    """All files as one. Raises `PolicyError` where a key stands twice, or the rubric not once."""
    parts = [(name, read_typed(name, text, Texts)) for name, text in policy_files("texts")]
    rubrics = [part.rubric for _, part in parts if part.rubric is not None]
    if len(rubrics) != 1:
        raise PolicyError(f"{len(rubrics)} files of texts hold a rubric", where="texts", todo="keep it in one file")
    lexicons = tuple(one for _, part in parts for one in part.lexicons)
    states = tuple(one for _, part in parts for one in part.states)
    documents = tuple(one for _, part in parts for one in part.documents)
    for what, keys in (
        ("subject", [one.subject for one in lexicons]),
        ("state", [one.name for one in states]),
        ("text", [one.key for one in documents]),
    ):
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise PolicyError(f"a {what} stands twice: {', '.join(twice)}", where="texts", todo="keep one of them")
    return Texts(lexicons=lexicons, states=states, rubric=rubrics[0], documents=documents)


def lexicon(subject: str) -> Lexicon:
    """What is looked for about a subject. Raises `PolicyError` for one there is no file of."""
    found = next((one for one in texts().lexicons if one.subject == subject), None)
    if found is None:
        known = ", ".join(one.subject for one in texts().lexicons)
        raise PolicyError(f"there is no lexicon of {subject!r}", todo=f"choose one of: {known}")
    return found


def rubric() -> Rubric:
    """The words of the first pass."""
    found = texts().rubric
    assert found is not None  # noqa: S101 -- `texts` has refused this
    return found


def same_number(one: str, other: str) -> bool:
    """Whether two official numbers may be one: `ESS 15895/03` is 15895/03, and `JOIN(2021) 24 final` JOIN(2021) 24."""
    left, right = (set(re.findall(r"[^\W_]+", number.casefold())) for number in (one, other))
    return bool(left and right) and (left <= right or right <= left)


def number_stands(number: str, head: str) -> bool:
    """Whether a text's own head bears a number, whatever blanks stand in it."""
    words = r"\W{0,3}".join(re.escape(word) for word in re.findall(r"[^\W_]+", number))
    return bool(words) and re.search(rf"(?<![^\W_]){words}(?![^\W_])", head, re.IGNORECASE) is not None


def known_text(head: str) -> KnownText | None:
    """The known text whose own title or number stands first in the head of a document, if any does."""
    folded = " ".join(head.split())
    places = [
        (found.start(), one)
        for one in texts().documents
        for words in (one.official_id, *one.heads)
        if (found := re.search(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", folded, re.IGNORECASE))
    ]
    return min(places, key=lambda found: found[0])[1] if places else None


FILES = {"texts": Texts}
