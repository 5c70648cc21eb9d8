"""Who lists a party, under which programme and act, since when."""

from collections.abc import Iterator

from whereas.assess.citation import in_order
from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim

_PROPS = ("authority", "program", "description", "listingDate", "startDate", "recordId", "authorityId")


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each authority that lists a subject on the day."""
    for thing in sight.things():
        by_authority: dict[str, list[int]] = {}
        running = sight.listed.get(thing.id, ())
        for place, sanction in enumerate(running):
            for authority in sanction.get("authority"):
                by_authority.setdefault(authority, []).append(place)
        for authority in in_order(by_authority):
            chosen = [running[place] for place in by_authority[authority]]
            said = [one for sanction in chosen for one in sanction.said(*_PROPS)]
            programmes = sorted({name for sanction in chosen for name in sanction.get("program")})
            acts = sorted({act for sanction in chosen for act in sanction.get("description")})
            since = min((day for one in chosen for day in one.get("listingDate", "startDate")), default="")
            words = f"{thing.caption} is listed by {authority}"
            words += f" under {', '.join(programmes)}" if programmes else ""
            words += f" since {since}" if since else ""
            yield claim(
                DETECTOR.key, DETECTOR.claims, thing.id, f"{words}.", said, as_of=sight.as_of, object_=authority,
                start=since, act="; ".join(acts),
            )  # fmt: skip


DETECTOR = Detector(
    key="listed",
    title="Listed",
    claims="listed",
    looks_for="listings in force on the day, one claim for each authority",
    detect=detect,
    fires="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2; listingDate=2022-01-10
    """,
    rests="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2; listingDate=2022-01-10; endDate=2023-05-01
    """,
)
