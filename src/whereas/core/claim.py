"""A proposition about a subject, its author, and what supports and undermines it."""

from dataclasses import dataclass

from whereas.core.canon import digest
from whereas.core.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An interval with its unit; a point has equal ends, an open end is None."""

    low: float | None
    high: float | None
    unit: str

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            number = _figure(self.low) if self.low == self.high else f"{_figure(self.low)} to {_figure(self.high)}"
        elif self.low is not None:
            number = f"at least {_figure(self.low)}"
        elif self.high is not None:
            number = f"up to {_figure(self.high)}"
        else:
            number = "an unstated amount of"
        return f"{number} {self.unit}"


def _figure(number: float) -> str:
    """A number with all its digits: millions stay readable, where `g` alone turns to powers of ten."""
    return f"{number:,.15g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That something holds of a subject: `kind` names the proposition, `words` says it in one sentence.

    `rivals` is a key shared by claims that answer the same question differently. `supports` and `undermines` are
    statement ids (hex); `spans` and `against` are quotations that do the same; `author` is an analyst or a detector
    with its version; `source` names who published it, `url` or `act` where; `verified` is False for what stands here
    from memory. `confidence` is a word on a named scale (`icd-203:likely`). `claimed_on` and the ends of the period are
    partial ISO dates. `path` are the ids of parties that a chain runs through. `parts` group the ids of spans where a
    claim holds only if each of several things does, as a sum of shares or a chain: each group must be shown.
    """

    kind: str
    subject: str
    words: str
    author: str
    source: str
    claimed_on: str
    object: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    quantity: Quantity | None = None
    rivals: str = ""
    act: str = ""
    url: str = ""
    confidence: str = ""
    verified: bool = False
    supports: tuple[str, ...] = ()
    undermines: tuple[str, ...] = ()
    exhibit: str = ""
    locator: str = ""
    spans: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()
    path: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 (hex) of what it says; where it stands is not part of that."""
        quantity = None
        if self.quantity is not None:
            quantity = [self.quantity.low, self.quantity.high, self.quantity.unit]
        return digest(
            [
                self.kind,
                self.subject,
                self.object,
                self.words,
                self.author,
                self.source,
                self.claimed_on,
                self.start,
                self.end,
                self.place,
                quantity,
                self.act,
                self.url,
                sorted(self.supports),
                sorted(self.undermines),
                *(
                    [sorted(one.id for one in self.spans), sorted(one.id for one in self.against)]
                    if self._quotes
                    else []
                ),
                # The question it answers: said again without it, a claim would otherwise take it back in silence.
                *([self.rivals] if self._quotes and self.rivals else []),
            ]
        )

    @property
    def _quotes(self) -> bool:
        """Claims without quotations keep the ids they had before quotations were kept."""
        return bool(self.spans or self.against)
