"""Reads stakes and relations of control out of what lists state and what people recorded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.policy.ownership import Indicator, OwnershipLaw
from whereas.resolve.resolution import Graph
from whereas.trace.share import UNKNOWN, Share, exact, hull, read_share
from whereas.trace.stakes import Problem, Relation, Stake

Found = Stake | Relation | Problem
_UNITS = ("percent", "%", "per cent")
# Words by which a text takes back what it says beside them: such a text states no relation.
_TAKEN_BACK = re.compile(r"\b(?:no longer|not|never|former|formerly|previously|ceased|denie[sd])\b", re.IGNORECASE)
_OWNS = re.compile(r"\bown", re.IGNORECASE)
_TEXTS = ("role", "summary", "ownershipType", "legalBasis")
_DATES = ("startDate", "endDate")


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that is stated or recorded of stakes and control, whenever it held."""

    stakes: tuple[Stake, ...]
    relations: tuple[Relation, ...]
    problems: tuple[Problem, ...]


def read(graph: Graph, claims: Iterable[Claim], law: OwnershipLaw) -> Known:
    """What the lists in a graph state, and the claims `holds_stake` and `controls`, by canonical ids.

    A list that gives no share leaves it open from 0 to 100. A figure that is none becomes a problem, and the share is
    as open.
    """
    found = [*_of_lists(graph, law), *_of_people(graph, tuple(claims), law)]
    stakes = tuple(one for one in found if isinstance(one, Stake))
    return Known(
        stakes=stakes,
        relations=tuple(one for one in found if isinstance(one, Relation)),
        problems=(*(one for one in found if isinstance(one, Problem)), *_strangers(graph, stakes)),
    )


def _of_lists(graph: Graph, law: OwnershipLaw) -> Iterator[Found]:
    readers = {"Ownership": _ownership, "Directorship": _directorship, "UnknownLink": _link}
    seen: set[str] = set()
    for parts in graph.parts.values():
        for part in parts:
            reader = readers.get(part.schema)
            if reader is not None and part.id not in seen:
                seen.add(part.id)
                yield from reader(graph, part, law)
    for thing in graph.things.values():
        for said in thing.said("parent"):
            yield Relation(
                controller=_id(graph, said.value), controlled=thing.id, indicator=law.indicator("subsidiary").key,
                start=said.valid_from, end=said.valid_to, rests=(said,),
            )  # fmt: skip


def _ownership(graph: Graph, part: Entity, law: OwnershipLaw) -> Iterator[Found]:
    """The stake, and control where the list says so in words; "controlled by" alone is no stake."""
    texts = _said(part)
    signs = [sign for sign in map(law.named_under, texts) if sign is not None]
    share, problems = _share(part)
    is_stake = part.get("percentage") or not signs or any(_OWNS.search(text) for text in texts)
    for owner, owned in _pairs(graph, part, "owner", "asset"):
        for words in problems:
            yield Problem(kind="no share", parties=(owned, owner), words=words, rests=part.said("percentage"))
        start, end = _period(part)
        rests = part.said("owner", "asset", "percentage", *_TEXTS, *_DATES)
        if is_stake:
            yield Stake(owner=owner, owned=owned, share=share, start=start, end=end, rests=rests)
        yield from (_relation(owner, owned, sign, part, rests) for sign in signs[:1])


def _directorship(graph: Graph, part: Entity, law: OwnershipLaw) -> Iterator[Found]:
    rests = part.said("director", "organization", *_TEXTS[:2], *_DATES)
    for director, body in _pairs(graph, part, "director", "organization"):
        yield _relation(director, body, law.indicator("directs"), part, rests)


def _link(graph: Graph, part: Entity, law: OwnershipLaw) -> Iterator[Found]:
    """Control where the words of the link say so; "linked to" says nothing."""
    rests = part.said("subject", "object", *_TEXTS[:2], *_DATES)
    for text in _said(part):
        under, over = law.named_under(text), law.named_over(text)
        for subject, other in _pairs(graph, part, "subject", "object"):
            if under is not None:
                yield _relation(other, subject, under, part, rests)
            elif over is not None:
                yield _relation(subject, other, over, part, rests)


def _relation(over: str, under: str, sign: Indicator, part: Entity, rests: tuple[Statement, ...]) -> Relation:
    start, end = _period(part)
    return Relation(
        controller=over, controlled=under, indicator=sign.key, alone=sign.alone, start=start, end=end, rests=rests
    )


def _said(part: Entity) -> list[str]:
    texts = dict.fromkeys(one.original or one.value for one in part.said(*_TEXTS))
    return [text for text in texts if not _TAKEN_BACK.search(text)]


def _share(part: Entity) -> tuple[Share, list[str]]:
    """The share of an edge, and what is wrong with its figures in words."""
    shares, problems = [], []
    for text in part.get("percentage"):
        try:
            share = read_share(text)
        except ValueError:
            share = None
        if share is None:
            problems.append(f"the share is given as {text!r}, which is no share; it stays open")
        else:
            shares.append(share)
    return (hull(shares) if shares else UNKNOWN), problems


def _pairs(graph: Graph, part: Entity, one: str, other: str) -> Iterator[tuple[str, str]]:
    yield from ((_id(graph, left), _id(graph, right)) for left in part.get(one) for right in part.get(other))


def _period(part: Entity) -> tuple[str, str]:
    return min(part.get("startDate"), default=""), max(part.get("endDate"), default="")


def _id(graph: Graph, source_id: str) -> str:
    return graph.canonical.get(source_id, source_id)


def _of_people(graph: Graph, claims: Iterable[Claim], law: OwnershipLaw) -> Iterator[Found]:
    for one in claims:
        if one.kind not in ("holds_stake", "controls"):
            continue
        under, over = _id(graph, one.subject), _id(graph, one.object)
        if not over:
            words = f"a claim of the kind {one.kind} names nobody as its object, and is left out: {one.words}"
            yield Problem(kind="nobody named", parties=(under,), words=words, rests=(one,))
        elif one.kind == "controls":
            sign = law.named_over(one.words) or law.named_under(one.words) or law.indicator("controlled")
            yield Relation(
                controller=over, controlled=under, indicator=sign.key, start=one.start, end=one.end, rests=(one,)
            )
        else:
            share, wrong = share_of(one)
            if wrong:
                yield Problem(kind="no share", parties=(under, over), words=f"{wrong}; it stays open", rests=(one,))
            yield Stake(owner=over, owned=under, share=share, start=one.start, end=one.end, rests=(one,))


def share_of(claim: Claim) -> tuple[Share, str]:
    """The share that a recorded stake gives, open where it gives none, and in words what is wrong with its figures."""
    amount = claim.quantity
    if amount is None:
        return UNKNOWN, ""
    if amount.unit.casefold() not in _UNITS:
        return UNKNOWN, f"the share is given in {amount.unit!r}, and percent is needed"
    low = 0.0 if amount.low is None else amount.low
    high = 100.0 if amount.high is None else amount.high
    try:
        return Share(exact(low), exact(high)), ""
    except ValueError:
        return UNKNOWN, f"the share is given as {amount}, which is no share between 0 and 100"


def _strangers(graph: Graph, stakes: Iterable[Stake]) -> Iterator[Problem]:
    """Owners that no list knows and nobody is said to own: a slip in an id would hide an owner that is listed."""
    every = tuple(stakes)
    owned = {one.owned for one in every}
    for one in every:
        if one.owner not in graph.things and one.owner not in owned:
            words = f"its owner {one.owner!r} is no id of a list, and no owner of it is known: it counts as not listed"
            yield Problem(kind="owner unknown", parties=(one.owned, one.owner), words=words, rests=one.rests)
