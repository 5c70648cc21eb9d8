"""Quotations on their way to a claim: a place in an exhibit in the address of a page, `DIGEST~LOCATOR`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from whereas.core.errors import WhereasError
from whereas.core.locator import Locator
from whereas.workbench.bench import Workbench
from whereas.workbench.exhibit_view import find, open_exhibit, words_at

MOST = 24  # quotations carried at once
_DIGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A place that was chosen, with the very words there; `wrong` says why there are none."""

    exhibit: str
    at: str
    name: str = ""
    quote: str = ""
    wrong: str = ""

    @property
    def carried(self) -> str:
        """It as an address carries it."""
        return f"{self.exhibit}~{self.at}"


def picked(bench: Workbench, carried: Iterable[str]) -> tuple[Picked, ...]:
    """The places that an address carries, each with its words as they stand now."""
    return tuple(_picked(bench, one) for one in list(dict.fromkeys(carried))[:MOST])


def _picked(bench: Workbench, carried: str) -> Picked:
    sha256, _, at = carried.partition("~")
    place = Picked(exhibit=sha256[:_DIGEST], at=at)
    try:
        name, quote = find(bench, sha256).name, quoted(bench, sha256, at)
    except WhereasError as error:
        return Picked(exhibit=place.exhibit, at=at, wrong=error.what)
    return Picked(exhibit=sha256, at=at, name=name, quote=quote)


def quoted(bench: Workbench, sha256: str, at: str) -> str:
    """The very words at a place of an exhibit. Raises `WhereasError`."""
    return words_at(open_exhibit(bench, sha256, member=member_of(at)), at)


def member_of(at: str) -> str:
    """The file of an archive, or the sheet of a workbook, that a locator names; empty for none and for no locator."""
    try:
        return Locator(at).parts().get("member", "")
    except ValueError:
        return ""


def tray(carried: Sequence[str]) -> str:
    """The query that carries these places on: `span=...&span=...`."""
    return urlencode([("span", one) for one in carried])
