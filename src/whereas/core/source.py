"""Who speaks: a publisher's list or feed, how far it is trusted, and on what terms it may be used."""

from dataclasses import dataclass, field

from whereas.core.marking import OPEN, Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a plausible edition holds; an edition outside them is refused and the earlier one stays.

    `least` is the smallest believable number of entities per schema; `largest_drop` the largest believable
    share (0 to 1) of a feed's entities that one new edition may remove.
    """

    least: dict[str, int] = field(default_factory=dict)
    largest_drop: float = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's list.

    `authority` is whose act stands behind it (`UN`, `EU`, `US`, `UK`, `JP`, `AU`, `CH`, or `-` for none);
    `reliability` is the Admiralty letter A-F; `folder` its folder in a mirror; `notes` what a reader must know of how
    it is read; `formulas` how sentences begin that the list repeats for every party, and which say nothing of any.
    """

    key: str
    title: str
    publisher: str
    authority: str
    homepage: str
    licence: str
    folder: str
    reliability: str = "A"
    marking: Marking = OPEN
    bounds: Bounds = field(default_factory=Bounds)
    notes: str = ""
    formulas: tuple[str, ...] = ()
