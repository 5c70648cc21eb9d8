"""One designation as an alignment needs it: who lists, under which act, since when, with which measures."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.citation import Citation, Citing
from whereas.core.entity import Entity
from whereas.policy.programmes import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A designation of one entity by one authority in one source.

    `standing` is `focus`, `related` or `other` to the programme asked for; `since` when first listed; `runs_from`
    when the measure starts; `un_based` whether it carries over a designation of the UN; `dates_of_un` whether the dates
    its list prints are the UN's; `in_force` whether it runs on the day of the assessment, by the list's own dates.
    """

    authority: str
    source: str
    standing: str
    in_force: bool
    un_based: bool
    dates_of_un: bool = False
    program: tuple[Citation, ...] = ()
    act: tuple[Citation, ...] = ()
    measures: tuple[Citation, ...] = ()
    reference: tuple[Citation, ...] = ()
    un_reference: tuple[Citation, ...] = ()
    since: Citation | None = None
    runs_from: Citation | None = None
    ends: Citation | None = None

    @property
    def date(self) -> str:
        """Since when, as far as the list says: first listed, else in force from; a partial ISO date or nothing."""
        dated = self.since or self.runs_from
        return dated.value if dated else ""

    @property
    def cited(self) -> tuple[tuple[str, Citation], ...]:
        """Every value with the name of its field, for showing and saving."""
        single = (("listed since", self.since), ("in force from", self.runs_from), ("ends", self.ends))
        many = (
            ("programme", self.program),
            ("act", self.act),
            ("measure", self.measures),
            ("reference", self.reference),
            ("UN reference", self.un_reference),
        )
        found = [(name, one) for name, several in many for one in several]
        return (*found, *((name, one) for name, one in single if one is not None))


def read_listing(sanction: Entity, *, authority: str, programme: Programme, cite: Citing, as_of: str) -> Listing:
    """A listing from a Sanction's statements; `as_of` is an ISO day."""
    programs = (*sanction.get("program"), *sanction.get("programId"))
    carried = programme.carried_over(authority, sanction.get("description", "program"))
    un_references = sanction.said("unscId")
    starts, ends = sanction.said("startDate"), sanction.said("endDate")
    return Listing(
        authority=authority,
        source=sanction.statements[0].source,
        standing=programme.standing(authority, programs),
        in_force=_runs(sanction.get("listingDate", "startDate"), sanction.get("endDate"), as_of),
        un_based=authority != "UN" and (bool(un_references) or carried is not None),
        dates_of_un=carried is not None and carried.dates_of_un,
        program=cite.all(sanction.said("program", "programId")),
        act=cite.all(sanction.said("description")),
        measures=cite.all(sanction.said("provisions")),
        reference=cite.all(sanction.said("recordId", "authorityId")),
        un_reference=cite.all(un_references),
        since=_first(cite.all(sanction.said("listingDate"))),
        runs_from=_first(cite.all(starts)),
        ends=_first(cite.all(ends)),
    )


def _runs(starts: Iterable[str], ends: Iterable[str], as_of: str) -> bool:
    """Whether a listing runs on a day: not all its starts lie after it, and not all its ends before it."""
    begun = tuple(starts)
    over = tuple(ends)
    return (not begun or min(begun) <= as_of) and (not over or max(over) >= as_of[: len(max(over))])


def _first(dated: tuple[Citation, ...]) -> Citation | None:
    """The earliest of several dates of one kind; among equally early ones the more precise."""
    return min(dated, key=lambda one: (one.value[:4], -len(one.value), one.value), default=None)
