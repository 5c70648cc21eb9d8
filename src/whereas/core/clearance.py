"""What somebody may see: the one question that is asked of every marked thing."""

from dataclasses import dataclass

from whereas.core.marking import TLP, Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """How far somebody may see.

    `tlp` is the strictest marking that is shown, `audiences` those somebody belongs to (`eu`, `un`, a partner's key):
    what is releasable to some audiences only is shown to a member of one of them. `whole` sees everything there is:
    the command line on the machine that holds the ledger, and the program's own upkeep.
    """

    tlp: TLP = TLP.CLEAR
    audiences: frozenset[str] = frozenset()
    whole: bool = False

    def covers(self, marking: Marking) -> bool:
        """Whether something with this marking is shown."""
        if self.whole:
            return True
        narrowed = marking.releasable_to is not None and not marking.releasable_to & self.audiences
        return marking.tlp <= self.tlp and not narrowed


WHOLE = Clearance(tlp=TLP.RED, whole=True)
