"""Which parties listed parties own together, by the rule of the day."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim, Quantity
from whereas.core.verdict import Verdict
from whereas.policy.ownership import Rule
from whereas.trace.control import Owned, Reading

_OTHERWISE = {
    Verdict.SHOWN: "it is owned as well", Verdict.NOT_SHOWN: "it is not owned", Verdict.UNVERIFIABLE: "it stays open",
}  # fmt: skip


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each party that is shown to be owned; what intervals leave open is none.

    It looks at the subjects, at every party that people made claims of, and at what leads down from these claims.
    """
    wanted = {*sight.subjects, *(sight.of(one.subject) for one in sight.claims)}
    for party in sorted(sight.traced.ownership.owned(Verdict.SHOWN)):
        one = sight.traced.owned(party)
        stakes = [stake for holding in one.holdings for stake in holding.stakes]
        said = [ground for stake in stakes for ground in stake.rests]
        if party in wanted or any(isinstance(ground, Claim) for ground in said):
            yield claim(
                DETECTOR.key, DETECTOR.claims, party, _words(sight, one), said, as_of=sight.as_of,
                object_=", ".join(one.tops), start=max((stake.start for stake in stakes), default=""),
                path=tuple(dict.fromkeys(key for path in one.paths for key in path[:-1])), quantity=_quantity(one),
                parts=[[each for stake in holding.stakes for each in stake.rests] for holding in one.holdings],
            )  # fmt: skip


def _quantity(one: Owned) -> Quantity:
    return Quantity(low=float(one.now.share.low), high=float(one.now.share.high), unit="percent")


def _words(sight: Sight, one: Owned) -> str:
    direct = [holding for holding in one.holdings if holding.owned == one.party]
    shares = "; ".join(
        f"{sight.caption(holding.owner)}, {_standing(sight, holding.owner)}, {holding.share}" for holding in direct
    )
    owned = f"{sight.caption(one.party)} is owned to {one.now.share} by listed parties ({shares})"
    words = [f"{owned}: on {one.day} the rule is {one.now.rule.title}."]
    words += [f"By the rule {other.rule.title} ({_when(other.rule)}) {_other(other, one)}." for other in one.others]
    if any(len(path) > 2 for path in one.paths):
        words.append(f"Multiplied along the chain, {one.value.rounded()} of its value is theirs, which is no test.")
    parties = (one.party, *(holding.owned for holding in one.holdings))
    words += [f"To check, {sight.caption(each.parties[0])}: {each.words}." for each in sight.traced.about(parties)]
    return " ".join(words)


def _standing(sight: Sight, owner: str) -> str:
    return "listed" if owner in sight.listed else "itself owned by listed parties"


def _when(rule: Rule) -> str:
    return f"from {rule.in_force}" if rule.in_force else f"until {rule.ends}" if rule.ends else "always"


def _other(other: Reading, one: Owned) -> str:
    figure = "" if other.share == one.now.share else f", to {other.share}"
    return f"{_OTHERWISE[other.verdict]}{figure}"


DETECTOR = Detector(
    key="owned",
    title="Owned by listed parties",
    claims="owned",
    looks_for="parties of which listed parties together hold as much as the rule of the day asks",
    detect=detect,
    fires="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        us-3 Person name=Kil Pyong-su
        us-4 Sanction entity=us-3; authority=US; program=DPRK2
        desk-1 holds_stake subject=sangnok-trading; object=us-1; low=30; high=30
        desk-2 holds_stake subject=sangnok-trading; object=us-3; low=20; high=25
    """,
    rests="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        us-3 Person name=Kil Pyong-su
        us-4 Sanction entity=us-3; authority=US; program=DPRK2
        desk-1 holds_stake subject=sangnok-trading; object=us-1; low=30; high=30
        desk-2 holds_stake subject=sangnok-trading; object=us-3; low=19.9999; high=25
    """,
)
