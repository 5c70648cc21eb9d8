"""Cells of lists that hold several things: names joined by commas, scripts mixed, former names in brackets."""

import re
from dataclasses import dataclass

from whereas.kit.scripts import script_of

_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_FOREIGN = ("hangul", "han", "kana", "cyrillic", "arabic")


def names_in(cell: str) -> list[str]:
    """The names in a cell: parted at semicolons, and at commas only where every piece has two words or more.

    So `Jang Pom Su, Jang Hyon U` is two names, and `Chang, Myong Ho` is one with its family name before a comma.
    """
    found: list[str] = []
    for piece in cell.split(";"):
        parts = [part.strip() for part in piece.split(",")]
        several = len(parts) > 1 and all(len(part.split()) > 1 for part in parts)
        found.extend(parts if several else [piece.strip()])
    return [name for name in found if name]


def turned(name: str) -> str | None:
    """`Chang, Myong Ho` as `Chang Myong Ho`; None where the name has no such comma."""
    family, comma, given = name.partition(",")
    if not comma or "," in given or len(family.split()) != 1 or not given.strip():
        return None
    return f"{family.strip()} {given.strip()}"


def by_script(cell: str) -> list[tuple[str, str]]:
    """The cell cut where its script changes, as (text, script); brackets around a foreign script are dropped.

    `KIM Yong Chol 김영철` gives the Latin name and the Hangul one.
    """
    runs: list[tuple[str, str]] = []
    for word in cell.split():
        script = script_of(word)
        foreign = script in _FOREIGN
        text = word.strip("()（）") if foreign else word
        if runs and (runs[-1][1] == script or (not foreign and runs[-1][1] not in _FOREIGN)):
            runs[-1] = (f"{runs[-1][0]} {text}", runs[-1][1])
        else:
            runs.append((text, script))
    return [(text, script) for text, script in runs if text]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A name, and what stood in brackets behind it: a former name of a ship, or an acronym."""

    name: str
    inner: tuple[str, ...]


def bracketed(name: str) -> Bracketed:
    """`Chong Bong (Greenlight) (Blue Nouvelle)` as the name and its two bracketed ones."""
    inner = tuple(text.strip() for text in _BRACKETS.findall(name) if text.strip())
    return Bracketed(" ".join(_BRACKETS.sub(" ", name).split()), inner)
