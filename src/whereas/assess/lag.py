"""How long the Union took to carry over each designation of the UN, in days."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whereas.assess.citation import Citation
from whereas.assess.listing import Listing
from whereas.policy.programmes import Programme, Transposition


class LagState(StrEnum):
    """What could be computed for an entity."""

    MEASURED = "measured"
    EARLIER = "EU date earlier than UN date"
    NO_UN_DATE = "no UN date"
    NO_EU_DATE = "the EU list gives no date of its own, and no act is on file for the UN's date"
    PARTIAL = "a date without its day"
    NOT_FOUND = "not found among the EU's UN-based listings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """From the day the UN listed to the day the EU carried it over, of one entity.

    `eu` is the EU list's own date, or `act` the act that carried over the UN's designations of that day where the
    list gives no date of its own; never both. `days` is None unless both dates are known to the day, and negative
    where the EU's date is the earlier.
    """

    entity: str
    state: LagState
    un: Citation | None = None
    eu: Citation | None = None
    act: Transposition | None = None
    days: int | None = None

    @property
    def eu_date(self) -> str:
        """The EU's date that was used, or the empty string."""
        if self.act is not None:
            return self.act.dated
        return self.eu.value if self.eu is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LagSummary:
    """Lags over all UN-listed entities: `measured` are those of zero days or more, and the figures are theirs.

    `by_act` of them rest on the act named in the policy file, and `unverified` of these on acts nobody has checked.
    """

    measured: int
    by_act: int
    unverified: int
    earlier: int
    missing: int
    shortest: int | None = None
    median: float | None = None
    longest: int | None = None


def measure_lag(entity: str, listings: Iterable[Listing], programme: Programme) -> Lag | None:
    """The lag of one entity; None where the UN does not list it.

    The UN's date is its earliest, the EU's the earliest that its UN-based listings give as their own. Autonomous
    listings of the EU do not count, for they carry nothing over; nor do dates that an EU list copies from the UN.
    """
    listed = tuple(listings)
    un = tuple(one for one in listed if one.authority == "UN")
    carried = tuple(one for one in listed if one.authority == "EU" and one.un_based)
    if not un:
        return None
    un_date = _earliest(un)
    if not carried:
        return Lag(entity=entity, state=LagState.NOT_FOUND, un=un_date)
    eu_date = _earliest(tuple(one for one in carried if not one.dates_of_un))
    if un_date is None:
        return Lag(entity=entity, state=LagState.NO_UN_DATE, eu=eu_date)
    act = programme.transposed_by("EU", un_date.value) if eu_date is None else None
    return _between(Lag(entity=entity, state=LagState.MEASURED, un=un_date, eu=eu_date, act=act), un_date.value)


def _between(lag: Lag, un_date: str) -> Lag:
    state, days = LagState.MEASURED, None
    if not lag.eu_date:
        state = LagState.NO_EU_DATE
    elif len(un_date) < 10 or len(lag.eu_date) < 10:
        state = LagState.PARTIAL
    else:
        days = (date.fromisoformat(lag.eu_date) - date.fromisoformat(un_date)).days
        state = LagState.MEASURED if days >= 0 else LagState.EARLIER
    return Lag(entity=lag.entity, state=state, un=lag.un, eu=lag.eu, act=lag.act, days=days)


def summarise(lags: Iterable[Lag]) -> LagSummary:
    """Counts and the shortest, median and longest of the lags that are zero days or more."""
    all_lags = tuple(lags)
    measured = [lag for lag in all_lags if lag.state is LagState.MEASURED]
    days = [lag.days for lag in measured if lag.days is not None]
    earlier = sum(lag.state is LagState.EARLIER for lag in all_lags)
    return LagSummary(
        measured=len(measured),
        by_act=sum(lag.act is not None for lag in measured),
        unverified=sum(lag.act is not None and not lag.act.verified for lag in measured),
        earlier=earlier,
        missing=len(all_lags) - len(measured) - earlier,
        shortest=min(days, default=None),
        median=statistics.median(days) if days else None,
        longest=max(days, default=None),
    )


def _earliest(listings: tuple[Listing, ...]) -> Citation | None:
    dated = [found for one in listings if (found := one.since or one.runs_from) is not None]
    return min(dated, key=lambda one: one.value, default=None)
