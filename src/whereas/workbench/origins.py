"""Which exhibits lead back to one origin, as people filed it, and which share passages that point to one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from whereas.assess.grounds import lineages
from whereas.core.filing import Filing
from whereas.kit.overlap import Overlap, overlaps
from whereas.kit.pages import UnreadableDocument
from whereas.workbench.bench import Progress, Workbench, silent
from whereas.workbench.quoting import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """`filed` are exhibits by the name of their origin, `proposed` pairs that nobody filed as one and that share text.

    A machine proposes; only a filing makes two exhibits one origin.
    """

    filed: tuple[tuple[str, tuple[Filing, ...]], ...]
    proposed: tuple[Overlap, ...]


def origins(bench: Workbench, *, progress: Progress = silent) -> Origins:
    """The origins of everything that people added, with what points to more of them being one."""
    filings = bench.ledger.desk().filings
    leader = lineages(filings.values())
    grouped: dict[str, list[Filing]] = {}
    for key, filing in sorted(filings.items(), key=lambda one: one[1].title):
        grouped.setdefault(leader[key], []).append(filing)
    texts = _texts(bench, filings, progress)
    parents = {(key, one.parent) for key, one in filings.items()} | {(one.parent, key) for key, one in filings.items()}
    apart = (one for one in overlaps(texts) if leader[one.one] != leader[one.other])
    return Origins(
        filed=tuple((name, tuple(found)) for name, found in sorted(grouped.items(), key=lambda one: -len(one[1]))),
        proposed=tuple(one for one in apart if (one.one, one.other) not in parents),
    )


def shared_passages(bench: Workbench, exhibits: Iterable[str]) -> tuple[Overlap, ...]:
    """The pairs among these exhibits that share passages, whether filed as one origin or not."""
    return overlaps(_texts(bench, sorted(set(exhibits)), silent))


def _texts(bench: Workbench, wanted: Collection[str], progress: Progress) -> dict[str, str]:
    """The text of each exhibit that people added and that has one."""
    found = {}
    with Texts(bench) as texts:
        for number, key in enumerate(wanted, start=1):
            progress("reading what exhibits say", number, len(wanted))
            if text := _text_of(texts, key):
                found[key] = text
    return found


def _text_of(texts: Texts, key: str) -> str:
    known = texts.exhibits.get(key)
    if known is None or known.source != "desk":
        return ""
    try:
        return "\n".join(page.text for page in texts.pages(known))
    except UnreadableDocument:
        return ""
