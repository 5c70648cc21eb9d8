"""Which designations of the UN the Union carried over late."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.assess.lag import LagState
from whereas.core.claim import Claim

# Days that the Council may reasonably take; the resolutions set no number. Above it the lag is worth a look.
LATE = 14


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each lag above `LATE` days that could be measured."""
    for lag in sight.report.lags:
        if lag.entity not in sight.graph.things or lag.state is not LagState.MEASURED or (lag.days or 0) <= LATE:
            continue
        cited = {(one.exhibit, one.locator, one.value) for one in (lag.un, lag.eu) if one is not None}
        said = [
            one
            for sanction in sight.graph.sanctions(lag.entity)
            for one in sanction.statements
            if (one.exhibit, one.locator, one.value) in cited
        ]
        words = f"The Union carried over the listing of {sight.caption(lag.entity)} {lag.days} days after the UN."
        yield claim(
            DETECTOR.key, DETECTOR.claims, lag.entity, words, said, as_of=sight.as_of, object_="EU",
            start=lag.un.value if lag.un else "", end=lag.eu_date, act=lag.act.act if lag.act else "",
        )  # fmt: skip


DETECTOR = Detector(
    key="transposed_late",
    title="Carried over late",
    claims="transposed_late",
    looks_for=f"listings of the UN that the Union carried over more than {LATE} days later",
    detect=detect,
    fires="""
        un-1 Person name=Han Jae-mok; unscId=KPi.999
        un-2 Sanction entity=un-1; authority=UN; program=DPRK; listingDate=2016-03-02
        un-3 Sanction entity=un-1; authority=EU; program=PRK; unscId=KPi.999; listingDate=2016-05-27
    """,
    rests="""
        un-1 Person name=Han Jae-mok; unscId=KPi.999
        un-2 Sanction entity=un-1; authority=UN; program=DPRK; listingDate=2016-03-02
        un-3 Sanction entity=un-1; authority=EU; program=PRK; unscId=KPi.999; listingDate=2016-03-04
    """,
)
