"""Days from the UN to the EU: measured, negative, missing, and never guessed."""

import pytest

from whereas.assess.citation import Citation
from whereas.assess.lag import LagState, measure_lag, summarise
from whereas.assess.listing import Listing
from whereas.policy.programmes import load_programme

DPRK = load_programme("dprk")


def dated(prop: str, value: str) -> Citation | None:
    if not value:
        return None
    return Citation(
        source="s", voice="v", edition="", exhibit="", locator="row:1", entity="e", prop=prop, value=value
    )  # fmt: skip


def listing(authority: str, date: str, *, un_based: bool = False, dates_of_un: bool = False) -> Listing:
    return Listing(
        authority=authority, source="s", standing="focus", in_force=True, un_based=un_based, dates_of_un=dates_of_un,
        since=dated("listingDate", date),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("un", "eu", "state", "days"),
    [
        ("2016-03-02", "2016-03-04", LagState.MEASURED, 2),
        ("2016-03-02", "2016-03-02", LagState.MEASURED, 0),
        ("2016-03-02", "2016-03-01", LagState.EARLIER, -1),
        ("2016-02-28", "2016-03-01", LagState.MEASURED, 2),
        ("", "2016-03-01", LagState.NO_UN_DATE, None),
        ("2016-01-01", "", LagState.NO_EU_DATE, None),
        ("2016", "2016-03-01", LagState.PARTIAL, None),
        ("2016-03-02", "2016-03", LagState.PARTIAL, None),
    ],
)
def test_own_dates_of_the_eu(un: str, eu: str, state: LagState, days: int | None) -> None:
    lag = measure_lag("e", [listing("UN", un), listing("EU", eu, un_based=True)], DPRK)
    assert lag is not None
    assert (lag.state, lag.days) == (state, days)


def test_not_listed_by_the_un_has_no_lag() -> None:
    assert measure_lag("e", [listing("EU", "2016-03-04", un_based=True)], DPRK) is None


def test_an_autonomous_listing_carries_nothing_over() -> None:
    lag = measure_lag("e", [listing("UN", "2016-03-02"), listing("EU", "2010-01-01")], DPRK)
    assert lag is not None
    assert lag.state is LagState.NOT_FOUND


def test_a_date_the_eu_copied_from_the_un_is_never_a_lag_of_nothing() -> None:
    copied = listing("EU", "2012-05-02", un_based=True, dates_of_un=True)
    lag = measure_lag("e", [listing("UN", "2012-05-02"), copied], DPRK)
    assert lag is not None
    assert (lag.state, lag.days) == (LagState.NO_EU_DATE, None)


def test_the_act_on_file_for_the_uns_day_gives_the_lag_and_says_it_is_unverified() -> None:
    copied = listing("EU", "2017-06-02", un_based=True, dates_of_un=True)
    lag = measure_lag("e", [listing("UN", "2017-06-02"), copied], DPRK)
    assert lag is not None
    assert (lag.days, lag.eu_date) == (6, "2017-06-08")
    assert lag.act is not None
    assert lag.act.verified is False
    assert summarise([lag]).unverified == 1


def test_the_summary_leaves_negative_and_missing_out_of_its_figures() -> None:
    pairs = (
        ("2016-03-02", "2016-03-04"),
        ("2016-03-02", "2016-03-12"),
        ("2016-03-02", "2016-02-01"),
        ("2016-03-02", ""),
    )
    lags = [measure_lag("e", [listing("UN", un), listing("EU", eu, un_based=True)], DPRK) for un, eu in pairs]
    # 2016-03-02 has an act on file, so the pair without a date is measured by it: two days.
    summary = summarise(lag for lag in lags if lag is not None)
    assert (summary.measured, summary.earlier, summary.missing) == (3, 1, 0)
    assert (summary.shortest, summary.median, summary.longest, summary.by_act) == (2, 2, 10, 1)


def test_no_lags_give_no_figures() -> None:
    summary = summarise([])
    assert (summary.measured, summary.shortest, summary.median, summary.longest) == (0, None, None, None)
