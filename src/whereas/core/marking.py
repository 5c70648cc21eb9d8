"""Handling rules that travel with every value: joined upward, lowered only by a release."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from whereas.core.errors import WhereasError

_AUDIENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class TLP(IntEnum):
    """Traffic Light Protocol 2.0 (FIRST, 2022), in rising strictness."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    def __str__(self) -> str:
        return "TLP:" + self.name.replace("AMBER_STRICT", "AMBER+STRICT")


class PAP(IntEnum):
    """Permissible Actions Protocol (MISP taxonomy), in rising strictness."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    RED = 3

    def __str__(self) -> str:
        return f"PAP:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Who may see a value and on what terms.

    `releasable_to` is None where nothing narrows the audience, else the audiences that remain;
    `terms` are obligations that add up (`attribution`, `non-commercial`, `evaluation-only`);
    `personal_data` is whether it speaks of a living person (GDPR Art. 4(1)).
    """

    tlp: TLP = TLP.CLEAR
    pap: PAP = PAP.CLEAR
    releasable_to: frozenset[str] | None = None
    terms: frozenset[str] = field(default_factory=frozenset)
    personal_data: bool = False

    def join(self, other: "Marking") -> "Marking":
        """The marking of something made of both: the stricter in each respect."""
        if self.releasable_to is None:
            audiences = other.releasable_to
        elif other.releasable_to is None:
            audiences = self.releasable_to
        else:
            audiences = self.releasable_to & other.releasable_to
        return Marking(
            tlp=max(self.tlp, other.tlp),
            pap=max(self.pap, other.pap),
            releasable_to=audiences,
            terms=self.terms | other.terms,
            personal_data=self.personal_data or other.personal_data,
        )

    def __str__(self) -> str:
        words = [str(self.tlp)]
        if self.pap is not PAP.CLEAR:
            words.append(str(self.pap))
        if self.releasable_to is not None:
            words.append("REL TO " + (", ".join(sorted(self.releasable_to)) or "nobody"))
        words.extend(sorted(self.terms))
        if self.personal_data:
            words.append("personal data")
        return "; ".join(words)


OPEN = Marking()


def join_all(markings: Iterable[Marking]) -> Marking:
    """The join of any number of markings; of none, the open marking."""
    joined = OPEN
    for marking in markings:
        joined = joined.join(marking)
    return joined


def audiences_in(said: str) -> frozenset[str]:
    """Audiences as typed, parted by commas. Raises `WhereasError` for one that cannot be."""
    found = frozenset(part.strip() for part in said.split(",") if part.strip())
    if odd := sorted(one for one in found if not _AUDIENCE.fullmatch(one)):
        raise WhereasError(
            f"an audience is a short word of letters and digits, not {odd[0][:64]!r}",
            todo="part several with commas, such as eu, un",
        )
    return found
