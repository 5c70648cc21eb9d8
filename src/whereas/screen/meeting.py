"""How a name that was asked for met a listed one, part by part, ready to be drawn beside its sentence."""

from dataclasses import dataclass
from typing import Literal

from whereas.core import schema as schemata
from whereas.kit.korean import nearest_readings, steps
from whereas.screen import explain
from whereas.screen.table import BODY, PERSON, VESSEL

How = Literal["same", "near", "other", "only asked", "only listed"]
# A syllable that costs less than this is a habit of spelling; more, and it is another sound.
_HABIT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A syllable or word of one name beside its counterpart in the other; empty where it has none."""

    asked: str
    listed: str
    how: How
    why: str = ""
    surname: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two names part by part: `syllables` where both were read as Korean, else words."""

    asked: str
    listed: str
    syllables: bool
    parts: tuple[Part, ...]


def meeting(asked: str, listed: str, schema: str) -> Meeting | None:
    """How two names met, for a listed party of this schema; None where there is nothing to draw (a number)."""
    if schemata.is_a(schema, "Person") and (spoken := _by_syllables(asked, listed)):
        return spoken
    kind = PERSON if schemata.is_a(schema, "Person") else VESSEL if schemata.is_a(schema, "Vehicle") else BODY
    found = explain.met(asked, listed, kind)
    if found is None or not (found.same or found.near):
        return None
    parts = (
        *(Part(asked=word, listed=word, how="same") for word in found.same),
        *(Part(asked=one, listed=other, how="near") for one, other in found.near),
        *(Part(asked=word, listed="", how="only asked") for word in found.mine),
        *(Part(asked="", listed=word, how="only listed") for word in found.theirs),
    )
    return Meeting(asked=asked, listed=listed, syllables=False, parts=parts)


def _by_syllables(asked: str, listed: str) -> Meeting | None:
    nearest = nearest_readings(asked, listed)
    met = steps(*nearest) if nearest else ()
    if not met:
        return None
    parts = tuple(
        Part(
            asked=one.left,
            listed=one.right,
            how="same" if not one.cost else "near" if one.cost < _HABIT else "other",
            why=one.why,
            surname=one.surname,
        )
        for one in met
    )
    return Meeting(asked=asked, listed=listed, syllables=True, parts=parts)
