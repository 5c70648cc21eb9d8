"""How much attention a text gives to a subject: where it is named, beside whom, and towards which objective."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from whereas.policy.texts import Lexicon, NameKind, State

# How the text was laid out: wrapped lines (scans, PDF, plain text), or a line for each paragraph (HTML, DOCX).
Layout = Literal["wrapped", "lines"]
Span = tuple[int, int]

# Under this many words neither a language nor a rate can be told: one mention would be 100 per 10,000 words.
FEWEST_WORDS = 100
# A block of fewer words is a heading, a page number or a running title, and not counted among paragraphs.
FEWEST_WORDS_OF_PARAGRAPH = 8
# Strategy texts are quoted no longer than it takes to see what was found.
_LONGEST_QUOTE = 240

# What scans put between the letters of a word: a stray blank, a soft hyphen, a hyphen at the end of a line.
_IN_WORD = r"(?: |\u00ad\s{0,40}|-[ \t]{0,8}\n\s{0,40})?"
# What stands between two words: blanks and line ends, and the number of a page where it ends between them.
_BETWEEN = r"(?:\s{1,40}(?:\d{1,3}\s{0,8}\n\s{0,40})?|-[ \t]{0,8}\n\s{0,40}|\u00ad\s{0,40})"
_APOSTROPHE = "['’‘`´]"
_WORD = re.compile(r"[^\W_]+(?:['’.\u00ad-][^\W_]+|-\s*\n\s*[a-z]+)*")
# Words that make up a quarter or more of any English prose, and of no other language's.
_ENGLISH = frozenset("the of and to that for with this which from by are our will have has their its not be as".split())
_LEAST_ENGLISH = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a text by place, with its sentences; `number` counts from 1 over all blocks, headings included."""

    number: int
    start: int
    end: int
    sentences: tuple[Span, ...]
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the subject is named.

    `start` and `end` are characters of the text, `sentence` those of the sentence it stands in; `name` is the lexicon's
    name, `found` the words as they stand, `repaired` whether they had to be put together (a hyphen or a page between
    them). `listed` is whether it stands in a list, `others` the other states of that list. `objectives` are those whose
    terms stand in the sentence. `at` is the share of the text's words before it.
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
    """

    key: str
    title: str
    date: str
    subject: str
    why: str = ""
    words: int = 0
    paragraphs: int = 0
    with_mention: int = 0
    mentions: tuple[Mention, ...] = ()

    @property
    def measurable(self) -> bool:
        """Whether the text could be measured at all."""
        return not self.why

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
    words = [found.start() for found in _WORD.finditer(text)]
    why = _why_not(text, len(words))
    if why:
        return Attention(key=key, title=title, date=date, subject=lexicon.subject, why=why, words=len(words))
    parts = part(text, layout)
    mentions = _mentions(text, parts, words, lexicon, tuple(states))
    prose = {one.number for one in parts if one.words >= FEWEST_WORDS_OF_PARAGRAPH}
    return Attention(
        key=key,
        title=title,
        date=date,
        subject=lexicon.subject,
        words=len(words),
        paragraphs=len(prose),
        with_mention=len(prose & {one.paragraph for one in mentions}),
        mentions=mentions,
    )


def _why_not(text: str, count: int) -> str:
    if not text.strip():
        return "the file holds no text: a scan needs text recognition first"
    if count < FEWEST_WORDS:
        return f"the file holds {count} words, and under {FEWEST_WORDS} no rate means anything"
    english = sum(found[0].lower() in _ENGLISH for found in _WORD.finditer(text)) / count
    if english < _LEAST_ENGLISH:
        return "the text is not in English, or its text recognition failed: the lexicon is English"
    return ""


# --- Paragraphs and sentences of texts whose lines nobody laid out for reading

_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+|\f\s*")
_LINE = re.compile(r"\n\s*")
_ENDS = re.compile(r"[.!?:;][\"'”’»)\]]*\s*(?:\s\d{1,3}\s*)?\Z")  # a page number may follow the last sentence
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,3}|[ivxl]{1,6})\W*\Z", re.IGNORECASE)
# A block that ends without a full stop goes on after the page's end if it is longer than headings are.
_LONGEST_HEADING = 14
_HUGE_BLOCK = 300  # words: no paragraph but a page whose paragraphs are told apart by short last lines only
_STOP = re.compile(r"[.!?]+[\"'”’»)\]]*(?=\s)|\n\s*(?=[•·▪■●*◦–]\s)")
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
            words=sum(1 for _ in _WORD.finditer(text, start, end)),
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


# --- Finding words


@cache
def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for terms as whole words, the longest first: `*` is any end of a word, capitals only mean capitals.

    Blanks in a term stand for blanks, line ends and the page between them; hyphens and blanks that a scan left within a
    word are passed over.
    """
    return re.compile("|".join(_term(one) for one in sorted(terms, key=len, reverse=True)))


def _term(term: str) -> str:
    open_ended = term.endswith("*")
    words = [_IN_WORD.join(_letters(word)) for word in term.rstrip("*").split()]
    body = _BETWEEN.join(words)
    flags = "" if term.upper() == term and any(letter.isalpha() for letter in term) else "i"
    body = f"(?{flags}:{body})" if flags else f"(?:{body})"
    before = r"(?<![^\W_])" if term[0].isalnum() else ""
    ending = r"[^\W_]*" if open_ended else ""
    return f"{before}{body}{ending}" + (r"(?![^\W_])" if term.rstrip("*")[-1:].isalnum() else "")


def _letters(word: str) -> Iterable[str]:
    for before, letter, after in zip(" " + word, word, word[1:] + " ", strict=True):
        if letter in "'’":  # that of a genitive is often left out
            yield _APOSTROPHE + ("?" if "s" in (before, after) else "")
        elif letter in "Il1":  # which scans take for one another
            yield "[Il1]"
        else:
            yield r"[-\u2010\u2011–]" if letter == "-" else re.escape(letter)


@dataclass(frozen=True, slots=True)
class _Named:
    """A state where it is named; `place` in the lexicon's names, or -1 for another state."""

    start: int
    end: int
    name: str
    place: int = -1


_PLURAL = re.compile(rf"s?(?:{_APOSTROPHE}s?)?(?![^\W_])")
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
            for number, one in enumerate(named):
                if one.place < 0:
                    continue
                name = lexicon.names[one.place]
                others = _in_list(text, named, number)
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
    places = [found.span() for found in subject.finditer(text, paragraph.start, paragraph.end)]
    if not places:
        return []
    sentences = list(paragraph.sentences)
    for start, end in places:
        first = next(number for number, one in enumerate(sentences) if one[1] > start)
        last = next(number for number, one in enumerate(sentences) if one[1] >= end)
        sentences[first : last + 1] = [(sentences[first][0], sentences[last][1])]
    return [one for one in sentences if any(one[0] <= start < one[1] for start, _ in places)]


def _named(text: str, sentence: Span, lexicon: Lexicon, states: tuple[State, ...]) -> list[_Named]:
    """Every state named in a sentence in order; an abbreviation in brackets behind a name belongs to it."""
    places = {one.text: number for number, one in enumerate(lexicon.names)}
    names = {form: one.name for one in states for form in (one.name, *one.forms) if form not in places}
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
    return _term(form).removesuffix(r"(?![^\W_])") + (r"(?=s?(?![^\W_]))" if form[-1].isalnum() else "")


def _in_list(text: str, named: list[_Named], number: int) -> tuple[str, ...]:
    """The other states of the list that a name stands in."""
    first = last = number
    while first > 0 and _coordinated(text[named[first - 1].end : named[first].start]):
        first -= 1
    while last + 1 < len(named) and _coordinated(text[named[last].end : named[last + 1].start]):
        last += 1
    return tuple(dict.fromkeys(one.name for one in named[first : last + 1] if one.place < 0))


def _coordinated(between: str) -> bool:
    return len(between) < 60 and _LIST.fullmatch(between) is not None and _JOINS.search(between) is not None


def _masked(text: str, sentence: Span, named: list[_Named]) -> str:
    """The sentence without the subject's names: a Democratic People's Republic says nothing of democracy."""
    pieces, at = [], sentence[0]
    for one in named:
        pieces.append(text[at : one.start])
        at = one.end
    return " | ".join([*pieces, text[at : sentence[1]]])


def quote(text: str, sentence: Span, around: Span, longest: int = _LONGEST_QUOTE) -> str:
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
