"""How much attention a text gives to a subject: where it is named, beside whom, and towards which objective."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from whereas.assess.prose import WORD, Layout, Paragraph, Span, part, quote
from whereas.assess.terms import APOSTROPHE, pattern_of, term_pattern
from whereas.policy.texts import Lexicon, NameKind, State

# Under this many words neither a language nor a rate can be told: one mention would be 100 per 10,000 words.
FEWEST_WORDS = 100
# A block of fewer words is a heading, a page number or a running title, and not counted among paragraphs.
FEWEST_WORDS_OF_PARAGRAPH = 8

# Words that make up a quarter or more of any English prose, and of no other language's.
_ENGLISH = frozenset("the of and to that for with this which from by are our will have has their its not be as".split())
_LEAST_ENGLISH = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the subject is named.

    `start` and `end` are characters of the text, `sentence` those of the sentence it stands in; `name` is the lexicon's
    name, `found` the words as they stand, `repaired` whether they had to be mended (a hyphen or a page between them, or
    I, l and 1 taken for one another). `listed` is whether it stands in a list, `others` the other states of that list.
    `objectives` are those whose terms stand in the sentence. `at` is the share of the text's words before it.
    """

    start: int
    end: int
    name: str
    kind: NameKind
    found: str
    repaired: bool
    paragraph: int
    sentence: Span
    quote: str
    at: float
    listed: bool
    others: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What one text gives to one subject.

    `why` says why nothing can be measured; where it is empty, no mention means none, and every figure is a figure.
    `passages` are the paragraphs that name the subject, headings left out.
    """

    key: str
    title: str
    date: str
    subject: str
    why: str = ""
    words: int = 0
    paragraphs: int = 0
    passages: tuple[Paragraph, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def measurable(self) -> bool:
        """Whether the text could be measured at all."""
        return not self.why

    @property
    def with_mention(self) -> int:
        """How many paragraphs name the subject."""
        return len(self.passages)

    @property
    def per_10k(self) -> float | None:
        """Mentions per 10,000 words."""
        return len(self.mentions) * 10_000 / self.words if self.measurable else None

    @property
    def share(self) -> float | None:
        """The share of paragraphs that name the subject, headings left out on both sides."""
        if not self.measurable:
            return None
        return self.with_mention / self.paragraphs if self.paragraphs else 0.0

    @property
    def first(self) -> float | None:
        """Where it is first named: 0 is the beginning, 1 the end; None where it is not."""
        return self.mentions[0].at if self.mentions else None

    @property
    def listed(self) -> int | None:
        """Mentions in a list with others."""
        return sum(one.listed for one in self.mentions) if self.measurable else None

    @property
    def sole(self) -> int | None:
        """Mentions by itself."""
        return sum(not one.listed for one in self.mentions) if self.measurable else None

    def towards(self, objective: str) -> int | None:
        """Mentions whose sentence bears on an objective; one may bear on several, or on none."""
        return sum(objective in one.objectives for one in self.mentions) if self.measurable else None


def measure_attention(
    text: str, *, key: str, title: str = "", date: str = "", lexicon: Lexicon, states: Iterable[State] = (),
    layout: Layout = "wrapped",
) -> Attention:  # fmt: skip
    """Measure one text; one that is empty, too short or not English is not measurable, which is not nothing."""
    words = [found.start() for found in WORD.finditer(text)]
    why = _why_not(text, len(words))
    if why:
        return Attention(key=key, title=title, date=date, subject=lexicon.subject, why=why, words=len(words))
    parts = part(text, layout)
    mentions = _mentions(text, parts, words, lexicon, tuple(states))
    prose = [one for one in parts if one.words >= FEWEST_WORDS_OF_PARAGRAPH]
    naming = {one.paragraph for one in mentions}
    passages = tuple(one for one in prose if one.number in naming)
    return Attention(
        key=key,
        title=title,
        date=date,
        subject=lexicon.subject,
        words=len(words),
        paragraphs=len(prose),
        passages=passages,
        mentions=mentions,
    )


def _why_not(text: str, count: int) -> str:
    if not text.strip():
        return "the file holds no text: a scan needs text recognition first"
    if count < FEWEST_WORDS:
        return f"the file holds {count} words, and under {FEWEST_WORDS} no rate means anything"
    english = sum(found[0].lower() in _ENGLISH for found in WORD.finditer(text)) / count
    if english < _LEAST_ENGLISH:
        return "the text is not in English, or its text recognition failed: the lexicon is English"
    return ""


@dataclass(frozen=True, slots=True)
class _Named:
    """A state where it is named; `place` in the lexicon's names, or -1 for another state."""

    start: int
    end: int
    name: str
    place: int = -1


_PLURAL = re.compile(rf"s?(?:{APOSTROPHE}s?)?(?![^\W_])")
_IN_BRACKETS = re.compile(r"\s{0,8}[(\[]\s{0,4}\Z")
_CLOSES = re.compile(r"\s{0,4}[)\]]")
# Only these may stand between two members of a list.
_LIST = re.compile(
    r"(?:\s|[,;/&]|\b(?:and|or|nor|both|the|as well as|along with|together with|also|even|then|perhaps|possibly|"
    r"probably|from|in|with|by)\b)*",
    re.IGNORECASE,
)
_JOINS = re.compile(r"[,;/&]|\b(?:and|or|nor|as well as|along with|together with)\b", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"\s*,?\s*(?:and|or|as well as)\s+(?:(?:the|all|many|several|some)\s+)?other(?:s\b|\s+(?:\w+\s+){0,2}?"
    r"(?:states?|countries|nations|regimes|actors|powers|governments|proliferators|adversaries)\b)",
    re.IGNORECASE,
)


def _mentions(
    text: str, parts: Sequence[Paragraph], words: list[int], lexicon: Lexicon, states: tuple[State, ...]
) -> tuple[Mention, ...]:
    by_term = tuple((one, pattern_of(one.terms)) for one in lexicon.objectives)
    found: list[Mention] = []
    for paragraph in parts:
        for sentence in _with_names(text, paragraph, lexicon):
            named = _named(text, sentence, lexicon, states)
            masked = _masked(text, sentence, [one for one in named if one.place >= 0])
            objectives = tuple(one.objective for one, pattern in by_term if pattern.search(masked))
            lists = _lists(text, named)
            for number, one in enumerate(named):
                if one.place < 0:
                    continue
                name = lexicon.names[one.place]
                others = lists[number]
                bundled = bool(others or name.also or _AND_OTHERS.match(text, one.end, sentence[1]))
                whole = " ".join(text[one.start : one.end].split())
                found.append(
                    Mention(
                        start=one.start,
                        end=one.end,
                        name=name.text,
                        kind=name.kind,
                        found=whole,
                        repaired=not whole.casefold().replace("’", "'").startswith(name.text.casefold()),
                        paragraph=paragraph.number,
                        sentence=sentence,
                        quote=quote(text, sentence, (one.start, one.end)),
                        at=_before(words, one.start) / len(words),
                        listed=bundled,
                        others=tuple(dict.fromkeys((*name.also, *others))),
                        objectives=objectives,
                    )
                )
    return tuple(found)


def _before(words: list[int], place: int) -> int:
    return bisect_left(words, place)


def _with_names(text: str, paragraph: Paragraph, lexicon: Lexicon) -> list[Span]:
    """The sentences of a paragraph that name the subject; where a name runs over an end, they are one."""
    subject, _ = _numbered(tuple(one.text for one in lexicon.names))
    starts = [start for start, _ in paragraph.sentences]
    found: list[tuple[int, int]] = []  # the first and the last sentence, by number
    for name in subject.finditer(text, paragraph.start, paragraph.end):
        first, last = bisect_right(starts, name.start()) - 1, bisect_right(starts, name.end() - 1) - 1
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return [(paragraph.sentences[first][0], paragraph.sentences[last][1]) for first, last in found]


def _named(text: str, sentence: Span, lexicon: Lexicon, states: tuple[State, ...]) -> list[_Named]:
    """Every state named in a sentence in order; an abbreviation in brackets behind a name belongs to it."""
    places = {one.text: number for number, one in enumerate(lexicon.names)}
    # A state that bears one of the subject's names is the subject.
    others = [one for one in states if places.keys().isdisjoint((one.name, *one.forms))]
    names = {form: one.name for one in others for form in (one.name, *one.forms)}
    pattern, keys = _numbered((*places, *names))
    found: list[_Named] = []
    for match in pattern.finditer(text, *sentence):
        form = keys[(match.lastgroup or "")]
        tail = _PLURAL.match(text, match.end(), sentence[1])
        end = tail.end() if tail else match.end()
        place = places.get(form, -1)
        name = lexicon.names[place].text if place >= 0 else names[form]
        same = found and (found[-1].place >= 0) == (place >= 0) and (place >= 0 or found[-1].name == name)
        if same and _IN_BRACKETS.match(text[found[-1].end : match.start()]) and _CLOSES.match(text, end):
            closed = _CLOSES.match(text, end)
            end = closed.end() if closed else end
            found[-1] = _Named(found[-1].start, end, found[-1].name, found[-1].place)
        else:
            found.append(_Named(match.start(), end, name, place))
    return found


@cache
def _numbered(forms: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern with a group for each form, and the form of each group."""
    ordered = sorted(forms, key=len, reverse=True)
    keys = {f"f{number}": form for number, form in enumerate(ordered)}
    # A plural `s` may follow a name, so the end of the word is looked for behind it.
    return re.compile("|".join(f"(?P<{key}>{_open(form)})" for key, form in keys.items())), keys


def _open(form: str) -> str:
    return term_pattern(form).removesuffix(r"(?![^\W_])") + (r"(?=s?(?![^\W_]))" if form[-1].isalnum() else "")


def _lists(text: str, named: list[_Named]) -> list[tuple[str, ...]]:
    """For each name, the other states of the list that it stands in."""
    found: list[tuple[str, ...]] = []
    for number, one in enumerate(named):
        if number and _coordinated(text[named[number - 1].end : one.start]):
            continue
        last = number
        while last + 1 < len(named) and _coordinated(text[named[last].end : named[last + 1].start]):
            last += 1
        others = tuple(dict.fromkeys(each.name for each in named[number : last + 1] if each.place < 0))
        found += [others] * (last + 1 - number)
    return found


def _coordinated(between: str) -> bool:
    return len(between) < 60 and _LIST.fullmatch(between) is not None and _JOINS.search(between) is not None


def _masked(text: str, sentence: Span, named: list[_Named]) -> str:
    """The sentence without the subject's names: a Democratic People's Republic says nothing of democracy."""
    pieces, at = [], sentence[0]
    for one in named:
        pieces.append(text[at : one.start])
        at = one.end
    return " | ".join([*pieces, text[at : sentence[1]]])
