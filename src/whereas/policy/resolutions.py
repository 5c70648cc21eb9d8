"""Resolutions of the Security Council by paragraph: who must do what, what amends it, and how a breach is shown."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.policy.elements import Element, doubts_of_elements
from whereas.policy.files import policy_files, read_keyed
from whereas.policy.typed import Day, Doubt, Key, Typed, hold, twice


class Cap(Typed, frozen=True, kw_only=True):
    """An amount a paragraph allows: so much of a unit per period."""

    amount: float
    unit: str
    per: str
    verified: bool


class Paragraph(Typed, frozen=True, kw_only=True):
    """One operative paragraph: who must do or not do what, with what exceptions.

    `verb` is the duty (`shall not supply`, `shall inspect`, `shall freeze`, ...); `amended_by` names later paragraphs
    that changed it, as `2397-14` for paragraph 14 of resolution 2397; `status` whether it still stands. `goods` are
    codes of the Harmonised System, which `codes_verified` marks apart from the words. `breach` are the elements by
    which a named subject would be shown to have acted against it; a paragraph that only States can breach says so in
    `no_breach`. `notes` hold what is from memory in a paragraph that was seen.
    """

    para: str
    addressee: str
    verb: str
    object: str
    exceptions: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    goods: tuple[str, ...] = ()
    codes_verified: bool = False
    reporting: str = ""
    amended_by: tuple[str, ...] = ()
    status: Literal["in force", "amended", "superseded", "ended"] = "in force"
    breach: tuple[Element, ...] = ()
    no_breach: str = ""
    verified: bool
    notes: str = ""


class Resolution(Typed, frozen=True, kw_only=True):
    """A resolution of the Security Council, by paragraph; its own `verified` is about number, day and subject."""

    key: Key
    number: int
    year: int
    dated: Day = ""
    subject: str
    paragraphs: Annotated[tuple[Paragraph, ...], msgspec.Meta(min_length=1)]
    verified: bool
    seen: str = ""
    notes: str = ""


@cache
def resolutions() -> dict[str, Resolution]:
    """Every resolution by key (`unscr-2397`). Raises `PolicyError`, also for paragraphs that amend in a circle."""
    found = read_keyed("resolutions", Resolution, doubts_of_resolution)
    texts = dict(policy_files("resolutions"))
    for key, one in found.items():
        name = f"resolutions/{key}.yaml"
        hold(name, texts[name], doubts_of_amendments(one, found))
    return found


def doubts_of_resolution(one: Resolution) -> Iterator[Doubt]:
    """What is wrong in a resolution beyond its form and its amendments."""
    yield from twice((each.para for each in one.paragraphs), "$.paragraphs[{}].para")
    for number, each in enumerate(one.paragraphs):
        path = f"$.paragraphs[{number}]"
        yield from doubts_of_elements(each.breach, f"{path}.breach")
        if bool(each.breach) == bool(each.no_breach):
            yield path, f"paragraph {each.para} has both or neither of breach and no_breach", "keep one of them"
        if each.status == "superseded" and not each.amended_by:
            yield path, f"paragraph {each.para} is superseded, and nothing says by what", "name it in amended_by"


def doubts_of_amendments(one: Resolution, every: dict[str, Resolution]) -> Iterator[Doubt]:
    """An amendment leads to a paragraph that is there, and to a later resolution: so that none runs in a circle."""
    for number, each in enumerate(one.paragraphs):
        for place, named in enumerate(each.amended_by):
            path = f"$.paragraphs[{number}].amended_by[{place}]"
            resolution, _, para = named.partition("-")
            later = every.get(f"unscr-{resolution}")
            if later is None or para not in {paragraph.para for paragraph in later.paragraphs}:
                yield path, f"names the paragraph {named!r}, which is not there", "write it as 2397-14, or add it"
            elif later.number <= one.number:
                yield path, f"names {named}, which is no later resolution: amendments would run in a circle", "turn it"


CHECKS = {"resolutions": doubts_of_resolution}
FILES = {"resolutions": Resolution}
