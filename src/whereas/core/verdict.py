"""What an element came out as, and how verdicts combine."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The four answers; "no data" is `NOT_SHOWN`, never a denial."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Shown only if every part is; else the part that weighs heaviest against it.

    One contradicted part contradicts the whole; one that nobody can verify leaves the whole unverifiable.
    """
    order = (Verdict.CONTRADICTED, Verdict.UNVERIFIABLE, Verdict.NOT_SHOWN)
    return _first(order, set(verdicts), otherwise=Verdict.SHOWN)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Shown if one part is; else what still could be shown, before what is contradicted."""
    order = (Verdict.SHOWN, Verdict.UNVERIFIABLE, Verdict.NOT_SHOWN, Verdict.CONTRADICTED)
    return _first(order, set(verdicts), otherwise=Verdict.NOT_SHOWN)


def _first(order: tuple[Verdict, ...], present: set[Verdict], *, otherwise: Verdict) -> Verdict:
    return next((verdict for verdict in order if verdict in present), otherwise)
