"""A room to work in for many people at once: what stands in the ledger, as each of them may see it, kept warm."""

from dataclasses import replace
from functools import cached_property
from importlib.metadata import version

from whereas.core.clearance import WHOLE, Clearance
from whereas.screen.index import Index
from whereas.screen.screening import Screener
from whereas.settings import Settings
from whereas.workbench.assessing import Knowledge, know
from whereas.workbench.bench import Resolved, Workbench


class Seen:
    """What one person may see at one instant. All that a page or the API shows comes from here, and from nowhere else.

    `bench` is a workbench whose ledger shows what the clearance covers; what is written through it bears `author`.
    """

    def __init__(self, bench: Workbench, clearance: Clearance, focus: str) -> None:
        self.bench, self.clearance, self.focus = bench, clearance, focus

    @cached_property
    def revision(self) -> str:
        """The Merkle root of the log as it stood when the request came in (hex)."""
        return self.bench.ledger.root

    @cached_property
    def resolved(self) -> Resolved:
        """Entities merged across the sources in view."""
        return self.bench.merged()

    @cached_property
    def knowledge(self) -> Knowledge:
        """Lists, desk, claims of both and the papers they rest on, as of today."""
        return self.know()

    def know(self, as_of: str = "", known_on: str = "") -> Knowledge:
        """As `knowledge`, as of a day."""
        return know(self.bench, self.focus, as_of=as_of, known_on=known_on)

    @cached_property
    def index(self) -> Index:
        """The index that names are screened against."""
        return self.bench.index().index

    @cached_property
    def screener(self) -> Screener:
        """Screens against the index."""
        return Screener(self.index)


class Room:
    """Hands out `Seen` for each request; keeps what is dear to make."""

    def __init__(self, settings: Settings, *, focus: str = "dprk") -> None:
        self.settings, self.focus = settings, focus

    def seen(self, clearance: Clearance, *, author: str, now: str) -> Seen:
        """The ledger as somebody may see it at an instant (ISO 8601 UTC)."""
        bench = Workbench(replace(self.settings, author=author), now=now, version=version("whereas"))
        return Seen(bench, clearance, self.focus)

    def whole(self, *, now: str) -> Seen:
        """Everything, for the program's own upkeep; never handed to a page."""
        return self.seen(WHOLE, author="whereas", now=now)

    def close(self) -> None:
        """Give everything back."""
