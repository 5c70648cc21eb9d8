"""Strategy texts measured: what each is, how much attention it gives to a subject, and how concrete it is."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whereas.assess.attention import Attention, measure_attention
from whereas.assess.coding import Coding
from whereas.assess.concreteness import FirstPass, Passage, first_pass, passages_of
from whereas.assess.prose import Layout
from whereas.core.exhibit import digests
from whereas.core.marking import OPEN, Marking
from whereas.policy.texts import Lexicon, Rubric, State


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyText:
    """A text and what is known of it.

    `sha256` is that of the file; `text` all its pages, `starts` where each begins; `unreadable` why there is no text.
    `from_memory` names what of number, title, issuer and day nobody has checked; `remark` is what a reader should know
    of its identity.
    """

    key: str
    title: str
    sha256: str
    name: str
    text: str = ""
    starts: tuple[int, ...] = (0,)
    layout: Layout = "wrapped"
    unreadable: str = ""
    official_id: str = ""
    issuer: str = ""
    dated: str = ""
    from_memory: tuple[str, ...] = ()
    remark: str = ""
    marking: Marking = OPEN

    def place(self, start: int, end: int) -> str:
        """The locator of a place in the text: page, and characters on it; cut at the end of the page."""
        page = bisect_right(self.starts, start)
        begin = self.starts[page - 1]
        limit = self.starts[page] - 1 if page < len(self.starts) else len(self.text)
        return f"page:{page}@{start - begin}-{min(end, limit) - begin}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A text with its attention, its passages, and a rule's guess at each."""

    of: StrategyText
    attention: Attention
    passages: tuple[Passage, ...] = ()
    guesses: tuple[FirstPass, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the passages."""
        return tuple(one.id for one in self.passages)

    @property
    def guessed(self) -> float | None:
        """The mean of the rule's guesses; None where there is no passage."""
        return sum(one.points for one in self.guesses) / len(self.guesses) if self.guesses else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsReport:
    """Strategy texts measured for one subject, in the order of their dates.

    `policy` has the SHA-256 of each file of lexicons by name; `revision` is the ledger's, empty where files were
    measured without one; `coding` is None where no sheets were given.
    """

    lexicon: Lexicon
    texts: tuple[Measured, ...]
    policy: Mapping[str, str]
    version: str
    revision: str = ""
    coding: Coding | None = None

    @property
    def passages(self) -> dict[str, Passage]:
        """Every passage by its id."""
        return {one.id: one for text in self.texts for one in text.passages}


def measure(text: StrategyText, lexicon: Lexicon, states: Iterable[State], rubric: Rubric) -> Measured:
    """Measure one text for one subject; what cannot be read is not measurable, which is not nothing."""
    if text.unreadable:
        why = Attention(
            key=text.key, title=text.title, date=text.dated, subject=lexicon.subject, why=text.unreadable
        )  # fmt: skip
        return Measured(of=text, attention=why)
    found = measure_attention(
        text.text, key=text.key, title=text.title, date=text.dated, lexicon=lexicon, states=states, layout=text.layout
    )
    passages = passages_of(text.text, digests(text.text.encode())[0], found)
    subject = [(one.start, one.end) for one in found.mentions]
    guesses = tuple(first_pass(text.text, one, rubric, subject) for one in passages)
    return Measured(of=text, attention=found, passages=passages, guesses=guesses)


def in_order(texts: Sequence[Measured]) -> tuple[Measured, ...]:
    """By date, those without one last, then by key."""
    return tuple(sorted(texts, key=lambda one: (one.of.dated or "9999", one.of.key)))
