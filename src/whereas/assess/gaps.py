"""Where authorities differ on one entity, and whether the age of a list alone may explain it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class GapKind(StrEnum):
    """A way in which lists differ on an entity."""

    UN_NOT_EU = "un_not_eu"
    PARTNER_NOT_EU = "partner_not_eu"
    EU_ALONE = "eu_alone"
    UN_NOT_PARTNER = "un_not_partner"


TITLES = {
    GapKind.UN_NOT_EU: "UN lists it, the EU does not",
    GapKind.PARTNER_NOT_EU: "a partner lists it, the EU does not",
    GapKind.EU_ALONE: "the EU lists it, neither the UN nor a partner does",
    GapKind.UN_NOT_PARTNER: "UN lists it, a partner does not",
}

TAGS = {
    GapKind.UN_NOT_EU: "UN, not EU",
    GapKind.PARTNER_NOT_EU: "partner, not EU",
    GapKind.EU_ALONE: "EU alone",
    GapKind.UN_NOT_PARTNER: "UN, not a partner",
}


@dataclass(frozen=True, slots=True)
class Caveat:
    """Why an authority's absence may mean nothing."""

    authority: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A difference: who lists, who does not, in words; `caveats` say what else may explain the absence."""

    kind: GapKind
    listed_by: tuple[str, ...]
    absent_from: tuple[str, ...]
    words: str
    caveats: tuple[Caveat, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether the age or extent of the lists, or entries that were not merged, may be all there is to it."""
        return bool(self.caveats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The lists compared for one kind of entity.

    `authorities` are those whose absence counts; `editions` the date of the newest list of each that holds the kind;
    `without` the authorities among them whose lists hold no entity of the kind at all.
    """

    authorities: tuple[str, ...]
    editions: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    kind: str = ""

    @property
    def partners(self) -> tuple[str, ...]:
        """Every authority but the UN and the EU."""
        return tuple(one for one in self.authorities if one not in ("UN", "EU"))


def find_gaps(
    since: Mapping[str, str], lists: Field, *, carries_over: bool = False, namesakes: Mapping[str, str] | None = None
) -> tuple[Gap, ...]:
    """The gaps of one entity.

    `carries_over` is whether the EU says that its listing carries over one of the UN; `namesakes` has, for each
    authority that lists one of the same name who was held apart, a sentence that says so.

    `since` has an item for each authority that lists it: the earliest date it gives, or the empty string. An
    authority that is not among `lists.authorities` is silent: nothing follows from its absence.
    """
    absent = tuple(one for one in lists.authorities if one not in since)
    partners_with = tuple(one for one in since if one not in ("UN", "EU"))
    partners_without = tuple(one for one in lists.partners if one not in since)

    def gap(kind: GapKind, listed_by: tuple[str, ...], missing: tuple[str, ...]) -> Gap:
        dates = [since[one] for one in listed_by]
        others = [Caveat(one, namesakes[one]) for one in missing if namesakes and one in namesakes]
        return Gap(
            kind=kind,
            listed_by=listed_by,
            absent_from=missing,
            words=f"Listed by {join_words(listed_by)}; not found on the list of {join_words(missing)}.",
            caveats=(*_caveats(dates, missing, lists), *others),
        )

    found = []
    if "EU" in absent and "UN" in since:
        found.append(gap(GapKind.UN_NOT_EU, ("UN",), ("EU",)))
    if "EU" in absent and partners_with:
        found.append(gap(GapKind.PARTNER_NOT_EU, partners_with, ("EU",)))
    if "EU" in since and "UN" not in since and not partners_with and absent:
        alone = gap(GapKind.EU_ALONE, ("EU",), absent)
        found.append(replace(alone, caveats=(_CARRIED, *alone.caveats)) if carries_over else alone)
    if "UN" in since and partners_without:
        found.append(gap(GapKind.UN_NOT_PARTNER, ("UN",), partners_without))
    return tuple(found)


_CARRIED = Caveat(
    "UN", "By the EU's annex it carries over a designation of the UN, which the UN list at hand does not show."
)


def _caveats(dates: Iterable[str], absent: Iterable[str], lists: Field) -> Iterable[Caveat]:
    """Which absences the lists compared may explain: older than the earliest listing elsewhere, or without the kind."""
    known = sorted(date for date in dates if date)
    for one in absent:
        edition = lists.editions.get(one, "")
        if one in lists.without:
            yield Caveat(one, f"The {one} list at hand holds no {lists.kind} under this programme.")
        elif not edition:
            yield Caveat(one, f"The edition of the {one} list is not known.")
        elif known and known[0] > edition:
            yield Caveat(one, f"The {one} list is of {edition} and cannot show a listing of {known[0]}.")


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`UN, EU and US`."""
    all_words = tuple(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"
