"""The strategy texts that somebody may see, measured once for each state of the desk and each subject."""

from whereas.assess.strategy_texts import TextsReport
from whereas.workbench.home import state_of
from whereas.workbench.room import Seen
from whereas.workbench.texts import from_ledger, report
from whereas.workbench.warm import Shelf

_KEPT = Shelf(8)


def measured(seen: Seen, subject: str = "") -> TextsReport | None:
    """The texts in the ledger measured for a subject (empty: the one in focus); None where none is there to be seen.

    Raises `PolicyError` for a subject without a lexicon.
    """
    subject = subject or seen.focus
    return _KEPT.get((state_of(seen), subject), lambda: _measured(seen, subject))


def _measured(seen: Seen, subject: str) -> TextsReport | None:
    found = from_ledger(seen.bench)
    if not found:
        return None
    return report(found, subject, version=seen.bench.version, revision=seen.revision)
