"""Scores given pairs of names, as `whereas match` does: nothing but the two names, no list."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whereas.core.errors import WhereasError
from whereas.screen import explain
from whereas.screen.likeness import prepare, probabilities
from whereas.screen.model import band
from whereas.screen.query import Query

_STEP = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How likely two names are of one party, the band of that, and why."""

    probability: float
    band: str
    words: str


def score_pairs(pairs: Sequence[tuple[str, str, str]], *, where: str = "") -> list[Scored]:
    """The score of each (left, right, schema), in order; a pair without a schema is of people.

    Of a schema that may be a person or an organisation the likelier reading counts. Raises `WhereasError` for a schema
    that is not screened.
    """
    best = np.zeros(len(pairs), np.float32)
    kinds = np.zeros(len(pairs), np.int64)
    by_kind: dict[int, list[int]] = {}
    for place, (_, _, schema) in enumerate(pairs):
        for kind in _kinds(schema, place, where):
            by_kind.setdefault(kind, []).append(place)
    for kind, places in by_kind.items():
        for at in range(0, len(places), _STEP):
            some = places[at : at + _STEP]
            number = np.arange(len(some))
            left, right = (prepare([pairs[place][side] for place in some], kind) for side in (0, 1))
            chance = probabilities(left, right, number, number)
            here = np.array(some)
            better = chance >= best[here]
            best[here[better]], kinds[here[better]] = chance[better], kind
    return [
        Scored(probability=float(chance), band=band(float(chance)), words=explain.sentence(pair[0], pair[1], int(kind)))
        for pair, chance, kind in zip(pairs, best, kinds, strict=True)
    ]


def _kinds(schema: str, place: int, where: str) -> tuple[int, ...]:
    try:
        return Query(name="", schema=schema or "Person").kinds
    except (WhereasError, KeyError) as error:
        raise WhereasError(
            f"names of {schema!r} are not matched",
            where=f"{where} line {place + 2}".strip(),
            todo="use Person, Organization, Company, LegalEntity or Vessel",
        ) from error
