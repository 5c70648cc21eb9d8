"""Designations by OFAC: one Sanction per programme tag, and which measure follows where that is certain."""

import re
from collections.abc import Iterable, Mapping

from whereas.core.measure import Measure
from whereas.sources.contract import Entry, tidy

SDN = "Specially Designated Nationals and Blocked Persons List"
CONS = "Consolidated Sanctions List (non-SDN)"

# Programme tags whose entries are not blocked, even where they stand in the SDN file beside a blocking tag.
_NOT_BLOCKING = re.compile(r"^(?:FSE-|NS-|MBS|CMIC|561|CAPTA)")
# Words of directives, sanctions types and tags, and the measure they are. Correspondent-account rules (CAPTA,
# Directive 2 of E.O. 14024), "Reject" and menu-based sanctions have no measure of their own and are kept in words.
_MEASURES = (
    (re.compile(r"^Block$"), Measure.ASSET_FREEZE),
    (re.compile(r"\b13662\b.*Directive [123]\b"), Measure.INVESTMENT_BAN),
    (re.compile(r"\b13662\b.*Directive 4\b"), Measure.EXPORT_CONTROL),
    (re.compile(r"\b14024\b.*Directive (?:1a|3)\b"), Measure.INVESTMENT_BAN),
    (re.compile(r"^CMIC\b|\b13959 Sanctions\b"), Measure.INVESTMENT_BAN),
    (re.compile(r"^FSE-"), Measure.TRADE_RESTRICTION),
    (re.compile(r"BLOCKING PROPERTY AND INTERESTS IN PROPERTY"), Measure.ASSET_FREEZE),
    (re.compile(r"BAN ON INVESTMENT IN EQUITY OR DEBT"), Measure.INVESTMENT_BAN),
    (re.compile(r"EXPORT SANCTIONS"), Measure.EXPORT_CONTROL),
)
_ORDER = re.compile(r"(?<!\d)1[2-4]\d{3}(?!\d)")
_TAGS = ("CMIC", "NS-PLC", "FSE", "561", "CAATSA", "MBS")


def programs(cell: str) -> tuple[str, ...]:
    """The tags of a programme cell: `NPWMD] [IFSR` in the legacy files, `NPWMD; IFSR` in the consolidated list."""
    return tuple(dict.fromkeys(filter(None, (tidy(tag).strip("[] ") for tag in re.split(r"\]\s*\[|;", cell)))))


def is_not_blocking(tag: str) -> bool:
    """Whether a programme tag is of a list whose subjects are not blocked."""
    return _NOT_BLOCKING.match(tag) is not None


def designate(entry: Entry, number: str, tags: Iterable[str], *, blocking: bool, at: str) -> dict[str, Entry]:
    """A Sanction per programme tag of the entry with OFAC's number; by tag. Without a tag, one under the empty tag.

    `blocking` is whether the file is the SDN list, whose subjects' property is blocked (31 CFR chapter V).
    """
    return {tag: _designation(entry, number, tag, blocking=blocking, at=at) for tag in (tuple(tags) or ("",))}


def undivided(entry: Entry, number: str, *, at: str) -> Entry:
    """A designation for what a file says of an entry with several programmes without saying of which."""
    return _designation(entry, number, "", blocking=False, at=at)


def _designation(entry: Entry, number: str, tag: str, *, blocking: bool, at: str) -> Entry:
    sanction = entry.sanction(tag, at=at)
    sanction.add("authority", "US")
    sanction.add("authorityId", f"OFAC-{number}")
    sanction.add("recordId", number)
    sanction.add("program", tag)
    if blocking and not is_not_blocking(tag):
        sanction.add("provisions", Measure.ASSET_FREEZE, original=SDN)
    elif tag:
        state_measure(sanction, tag, at)
    return sanction


def state_measure(designation: Entry, words: str, at: str) -> None:
    """The measure that words of the list are, where one is; none for what has no certain reading."""
    for form, measure in _MEASURES:
        if form.search(words):
            designation.add("provisions", measure, original=words, at=at)
            return


def spoken_of(designations: Mapping[str, Entry], words: str) -> Entry | None:
    """Which designation words speak of: the one with the order they name, or the only one there is; else None."""
    named = {*_ORDER.findall(words), *(tag for tag in _TAGS if tag in words)}
    fitting = [one for tag, one in designations.items() if any(name in tag for name in named)]
    if len(fitting) == 1:
        return fitting[0]
    return next(iter(designations.values())) if len(designations) == 1 else None
