"""Which parties are controlled by a listed party, directly or through others."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.statement import Statement
from whereas.core.verdict import Verdict
from whereas.trace.chains import BY_SHARE, Chain, Step


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each chain of control that ends at a party; a sign that is not enough by itself is none.

    It looks at the subjects, at every party that people made claims of, and at what leads down from these claims.
    """
    wanted = {*sight.subjects, *(sight.of(one.subject) for one in sight.claims)}
    for party, found in sorted(sight.traced.control.items()):
        if found.verdict is not Verdict.SHOWN:
            continue
        for chain in found.chains:
            if party in wanted or any(isinstance(ground, Claim) for ground in chain.rests):
                yield claim(
                    DETECTOR.key, DETECTOR.claims, party, _words(sight, chain), chain.rests, as_of=sight.as_of,
                    object_=", ".join(chain.tops), path=tuple(reversed(chain.path[:-1])),
                    parts=[step.rests for step in chain.steps],
                )  # fmt: skip


def _words(sight: Sight, chain: Chain) -> str:
    """The steps from the party up to who is listed, in words: what is stated is said as it is stated."""
    steps = list(reversed(chain.steps))
    words = "; ".join(_step(sight, step) for step in steps)
    tops = ", ".join(map(sight.caption, chain.tops))
    through = f"; so that, through others, it is under {tops}" if len(steps) > 1 else ""
    return f"{words}{through}; listed on {sight.as_of}: {tops}."


def _step(sight: Sight, step: Step) -> str:
    over = " and ".join(map(sight.caption, step.over))
    if step.sign == BY_SHARE:
        return f"{sight.caption(step.under)} is owned, by the rule of the day, by {over}"
    sign = sight.traced.law.indicator(step.sign)
    lists = sorted({one.source for one in step.rests if isinstance(one, Statement)})
    people = sorted({one.author for one in step.rests if isinstance(one, Claim)})
    voices = [f"as {one} states" for one in lists] + [f"as {one} recorded" for one in people]
    return f"{sight.caption(step.under)} {sign.says} {over}, {', '.join(voices)} ({sign.title.lower()})"


DETECTOR = Detector(
    key="controlled",
    title="Controlled by a listed party",
    claims="controlled",
    looks_for="relations by which a list states, or a person recorded, that a party is under a listed one, and chains",
    detect=detect,
    fires="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        us-3 Company name=Sangnok Trading
        us-4 Company name=Paektu Shipping
        us-5 Ownership owner=us-1; asset=us-3; role=Owned or Controlled By
        desk-1 controls subject=us-4; object=us-3; words=Sangnok Trading may appoint the board of Paektu Shipping
    """,
    rests="""
        us-1 Person name=Han Jae-mok
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        us-3 Company name=Sangnok Trading
        us-4 Company name=Paektu Shipping
        us-5 UnknownLink subject=us-3; object=us-1; role=Linked To
        us-6 Directorship director=us-1; organization=us-3; role=Leader or official of
        desk-1 controls subject=us-4; object=us-3; words=Sangnok Trading may appoint the board of Paektu Shipping
    """,
)
