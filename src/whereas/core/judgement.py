"""A decision whether two ids mean one thing: stored for ever; clusters are computed from the log of them."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What was decided of a pair; `NO_JUDGEMENT` takes an earlier decision back."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    NO_JUDGEMENT = "no_judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence: `feature` names it, `weight` says which way and how far it counts, `words` tells it."""

    feature: str
    weight: float
    words: str
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """That `left` and `right` are the same, different or unsure, by whom, when and why.

    `left` < `right` always, so that a pair has one spelling. `author` is a person's name or a machine's name and
    version (`machine:` prefix); a person's judgement outranks a machine's whatever the order.
    """

    left: str
    right: str
    decision: Decision
    author: str
    at: str
    score: float
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"a judgement's left id must sort before its right: {self.left!r}, {self.right!r}")

    @property
    def by_machine(self) -> bool:
        """Whether a program decided, rather than a person."""
        return self.author.startswith("machine:")
