"""Outlet for channels: what stands in the way of each item and act of a request, what answers it, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from whereas.assess.channels_request import DERIVED, Answer, Answers, Deed, Item, Request, values_at
from whereas.policy.channels import Barrier, Channels, Door, Exemption, Requirement

State = Literal["applies", "clear", "open"]


class Outcome(StrEnum):
    """How it stands with an item or act, from the best to the worst; what cannot be told has no rank."""

    FREE = "free"
    COVERED = "covered by a standing exemption"
    AUTHORISATION = "needs an authorisation"
    EXEMPTION = "needs an exemption"
    BARRED = "barred"
    UNKNOWN = "cannot be told"


_RANK: dict[Outcome, int] = {one: rank for rank, one in enumerate(Outcome) if one is not Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One barrier held against one item or act.

    `words` says why it applies, is clear or is open; `asks` is the fact that would tell; `outcome` what follows where
    it applies, or would at worst where it is open; `routes` the exemptions that answer it.
    """

    barrier: Barrier
    state: State
    words: str
    asks: str = ""
    outcome: Outcome = Outcome.FREE
    routes: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """An item or act with its outcome; `at_least` is what already holds where the outcome cannot be told."""

    key: str
    kind: Literal["item", "act"]
    title: str
    outcome: Outcome
    at_least: Outcome
    legs: tuple[Leg, ...]
    asks: tuple[str, ...]

    @property
    def routes(self) -> tuple[Exemption, ...]:
        """The exemptions it needs, each once."""
        return _once(one for leg in self.legs if leg.state == "applies" for one in leg.routes)

    @property
    def possible(self) -> tuple[Exemption, ...]:
        """The exemptions it may need beside these, as far as can be told."""
        needed = {one.key for one in self.routes}
        return _once(one for leg in self.legs if leg.state == "open" for one in leg.routes if one.key not in needed)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words, with the paragraphs; what is open after what applies, and what is clear last."""
        return (*self.pressing, *_told(leg for leg in self.legs if leg.state == "clear"))

    @property
    def pressing(self) -> tuple[str, ...]:
        """The reasons that apply or are open, the gravest first."""
        graver = sorted(self.legs, key=lambda leg: -_RANK[leg.outcome])
        return tuple(
            words for state in ("applies", "open") for words in _told(leg for leg in graver if leg.state == state)
        )


def _told(legs: Iterable[Leg]) -> tuple[str, ...]:
    """Barriers of which the same is said stand together before it."""
    found: dict[str, list[str]] = {}
    for leg in legs:
        basis = leg.barrier.basis + ("" if leg.barrier.verified else "; not checked")
        found.setdefault(leg.words, []).append(f"{leg.barrier.title} ({basis})")
    return tuple(f"{'; '.join(barriers)}: {words}" for words, barriers in found.items())


def _once(exemptions: Iterable[Exemption]) -> tuple[Exemption, ...]:
    return tuple({one.key: one for one in exemptions}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A requirement held against the request: what is there and missing, which exemptions ask or may ask for it."""

    requirement: Requirement
    asked_by: tuple[str, ...]
    maybe: tuple[str, ...]
    there: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A way to the body that decides, and whether it is open to this organisation."""

    door: Door
    open: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A request, whole: each item and act, the exemptions it needs and may need, what is asked for, and by which way.

    `asks` are the questions for the whole request that are still open and decide who is to be asked.
    """

    request: Request
    policy: Channels
    routed: tuple[Routed, ...]
    routes: tuple[Exemption, ...]
    possible: tuple[Exemption, ...]
    asks: tuple[str, ...]
    checks: tuple[Check, ...]
    entrances: tuple[Entrance, ...]

    @property
    def complete(self) -> bool:
        """Whether everything that is asked for is there and every item and act has an outcome."""
        return bool(self.routed) and not self.missing and not self.untold and not self.asks

    @property
    def missing(self) -> int:
        """How many fields are missing that an exemption it needs or may need asks for."""
        return sum(len(one.missing) for one in self.checks if one.asked_by or one.maybe)

    @property
    def untold(self) -> tuple[Routed, ...]:
        """The items and acts for which nothing can be told yet."""
        return tuple(one for one in self.routed if one.outcome is Outcome.UNKNOWN)

    @property
    def verdict(self) -> str:
        """How far the request is, in one sentence."""
        if not self.routed:
            return "the request names no item and no act: there is nothing to route"
        barred = [one.key for one in self.routed if one.outcome is Outcome.BARRED]
        words = [f"barred: {', '.join(barred)}"] if barred else []
        words += [f"{len(self.untold)} of {len(self.routed)} items and acts cannot be told"] if self.untold else []
        words += [f"{self.missing} fields that are asked for are missing"] if self.missing else []
        words += [f"not answered: {'; '.join(self.asks)}"] if self.asks else []
        if words:
            return "; ".join(words)
        return "complete" if self.routes else "complete; no exemption is needed for what the request says"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What became of a barrier before it is asked what answers it."""

    state: State
    words: str
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A request beside the policy it is held against."""

    request: Request
    policy: Channels

    def whole(self, fact: str) -> Answer:
        """What the request answers for all of it."""
        return self.request.facts.get(fact, "unknown")

    def answer(self, fact: str, facts: Answers, names: tuple[str, ...]) -> Answer:
        """What it answers of one item or act: a yes from anywhere counts, and a party not decided on leaves it open."""
        said: list[Answer] = [facts[fact]] if fact in facts else []
        if any(one.of_parties for one in self.policy.facts if one.key == fact):
            decided: dict[str, Answer] = {one.name.casefold(): one.listed for one in self.request.parties}
            said += [decided.get(name.casefold(), "unknown") for name in names]
        if "yes" in said:
            return "yes"
        return "no" if said and set(said) == {"no"} else "unknown"


def route(request: Request, policy: Channels) -> Route:
    """Each item and act of a request held against every barrier, with what answers it and what is still missing."""
    case = _Case(request=request, policy=policy)
    routed = (
        *(_routed(one, "item", case) for one in request.items),
        *(_routed(one, "act", case) for one in (*request.acts, *_told_by(request))),
        *_no_transport(request),
    )
    routes = _once(one for each in routed for one in each.routes)
    needed = {one.key for one in routes}
    possible = _once(one for each in routed for one in each.possible if one.key not in needed)
    return Route(
        request=request, policy=policy, routed=routed, routes=routes, possible=possible,
        asks=_open_link(case, (*routes, *possible)),
        checks=tuple(_check(one, request, routes, possible) for one in policy.requirements),
        entrances=tuple(_entrance(door, case) for one in (*routes, *possible) for door in one.doors),
    )  # fmt: skip


def _open_link(case: _Case, routes: tuple[Exemption, ...]) -> tuple[str, ...]:
    """Whether it is still open if the Union's authorities or those of another State are to be asked."""
    if case.whole("union-link") != "unknown" or all(one.when == "always" for one in routes):
        return ()
    return (f"facts.union-link: {case.policy.question('union-link')}",)


def _told_by(request: Request) -> Iterator[Deed]:
    """The acts that the parts on transport and payment tell of without naming them as acts."""
    by, pay = request.transport, request.payments
    if by.mode:
        kind = {"sea": "ship", "air": "fly"}.get(by.mode, "overland")
        parties = tuple(filter(None, (by.carrier, by.vessel)))
        yield Deed(key="transport", kind=kind, words=f"transport by {by.mode}", parties=parties, facts=by.facts)
    if pay.route or pay.amount or pay.banks:
        yield Deed(key="payments", kind="transfer-funds", words="payments", parties=pay.banks, facts=pay.facts)


def _no_transport(request: Request) -> Iterator[Routed]:
    if request.items and not request.transport.mode:
        yield Routed(
            key="transport", kind="act", title="transport", outcome=Outcome.UNKNOWN, at_least=Outcome.FREE, legs=(),
            asks=("transport.mode: by sea, air, rail or road",),
        )  # fmt: skip


def _routed(one: Item | Deed, kind: Literal["item", "act"], case: _Case) -> Routed:
    touched = (_leg(barrier, one, case) for barrier in case.policy.barriers)
    legs = tuple(leg for leg in touched if leg is not None)
    held = _worst(leg.outcome for leg in legs if leg.state == "applies")
    doubt = _worst(leg.outcome for leg in legs if leg.state == "open")
    title = one.description if isinstance(one, Item) else one.words or _title(one.kind, case.policy)
    return Routed(
        key=one.key, kind=kind, title=title or one.key, legs=legs, at_least=held,
        outcome=Outcome.UNKNOWN if _RANK[doubt] > _RANK[held] else held,
        asks=tuple(dict.fromkeys(leg.asks for leg in legs if leg.asks)),
    )  # fmt: skip


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=lambda one: _RANK[one], default=Outcome.FREE)


def _title(kind: str, policy: Channels) -> str:
    return next((act.title for act in policy.acts if act.key == kind), kind)


def _leg(barrier: Barrier, one: Item | Deed, case: _Case) -> Leg | None:
    """The barrier against an item or act; None where it has nothing to do with it."""
    met = _met_item(barrier, one, case) if isinstance(one, Item) else _met_act(barrier, one, case)
    if met is not None and barrier.law == "EU" and met.state != "clear":
        match case.whole("union-link"):
            case "no":
                met = _Met(state="clear", words="the request says that there is no link to the Union")
            case "unknown":
                asks = f"facts.union-link: {case.policy.question('union-link')}"
                met = _Met(state="open", words=f"{met.words}, if there is a link to the Union", asks=asks)
    if met is None or met.state == "clear":
        return None if met is None else Leg(barrier=barrier, state="clear", words=met.words)
    return _answered(barrier, met, case)


def _answered(barrier: Barrier, met: _Met, case: _Case) -> Leg:
    """What answers a barrier that applies or may apply: a standing exemption, else whoever decides, else nobody."""
    unwanted = {"no": "union", "yes": "elsewhere"}.get(case.whole("union-link"), "")
    every = [one for one in map(case.policy.exemption, barrier.exempted_by) if one.when != unwanted]
    standing = tuple(one for one in every if one.kind == "standing")
    deciding = tuple(one for one in every if one.kind != "standing")
    holds, why = _standing(standing, case)
    words, asks, state = f"{met.words}; {why}" if why else met.words, met.asks, met.state
    if holds == "yes":
        return Leg(barrier=barrier, state=state, words=words, asks=asks, outcome=Outcome.COVERED, routes=standing)
    if holds == "unknown":
        state, words, asks = "open", f"{met.words}; whether a standing exemption covers it is open", met.asks or why
        deciding = (*standing, *deciding)
    if not deciding:
        words += "; no exemption in this file answers it" if state == "applies" else ""
        return Leg(barrier=barrier, state=state, words=words, asks=asks, outcome=Outcome.BARRED)
    committee = any(one.kind == "committee" for one in deciding)
    outcome = Outcome.EXEMPTION if committee else Outcome.AUTHORISATION
    return Leg(barrier=barrier, state=state, words=words, asks=asks, outcome=outcome, routes=deciding)


def _standing(exemptions: tuple[Exemption, ...], case: _Case) -> tuple[Answer, str]:
    """Whether every one of the standing exemptions holds for this organisation and aim, and why or what would tell."""
    if not exemptions:
        return "no", ""
    who = case.request.organisation
    kind = next((one for one in case.policy.providers if one.key == who.kind), None)
    facts = tuple(dict.fromkeys(fact for one in exemptions for fact in one.facts))
    named = " and ".join(one.basis for one in exemptions)
    if kind is not None and not all(kind.key in one.providers for one in exemptions):
        return "no", f"{named}: this kind of organisation ({kind.title}) is not named"
    if refused := [fact for fact in facts if case.whole(fact) == "no"]:
        return "no", f"{named}: the request answers no: {case.policy.question(refused[0])}"
    asks = [f"facts.{fact}: {case.policy.question(fact)}" for fact in facts if case.whole(fact) == "unknown"]
    if kind is None:
        asks.insert(0, f"organisation.kind: one of {', '.join(one.key for one in case.policy.providers)}")
    elif kind.needs and not getattr(who, kind.needs):
        asks.insert(0, f"organisation.{kind.needs}: {kind.words}")
    if kind is None or asks:
        return "unknown", asks[0]
    return "yes", f"{named}: it covers this kind of organisation ({kind.title})"


def _met_act(barrier: Barrier, deed: Deed, case: _Case) -> _Met | None:
    if deed.kind not in barrier.acts:
        return None
    if not barrier.fact:
        return _Met(state="applies", words=barrier.words)
    place = deed.key if deed.key in DERIVED else f"acts[{deed.key}]"
    return _by_fact(barrier, case.answer(barrier.fact, deed.facts, deed.parties), case, place)


def _met_item(barrier: Barrier, item: Item, case: _Case) -> _Met | None:
    """A barrier holds for goods by their code, or by a fact where that fact is asked of such goods."""
    if barrier.direction not in ("any", item.direction):
        return None
    listed = within(item.code, barrier.codes)
    names = (item.end_user,) if item.end_user else ()
    answer = case.answer(barrier.fact, item.facts, names) if barrier.fact else "no"
    asked = _asked(barrier, item, answer)
    by_fact = _both(asked, answer)
    if listed == "yes":
        return _Met(state="applies", words=f"HS {item.code} falls under it: {barrier.words}")
    if by_fact == "yes" or (listed == "no" and asked == "yes"):
        return _by_fact(barrier, answer, case, f"items[{item.key}]")
    if listed == "no" and by_fact == "no":
        return None
    need = "a longer HS code" if item.code else "the HS code"
    return _Met(
        state="open", words=f"{need} would tell whether it falls under this", asks=f"items[{item.key}].hs: {need}"
    )


def _asked(barrier: Barrier, item: Item, answer: Answer) -> Answer:
    """Whether a barrier's fact is asked of these goods."""
    if barrier.every_item:
        return _OPPOSITE[within(item.code, barrier.spared)]
    about_goods = bool(barrier.perhaps or barrier.hints)
    hinted = any(word in item.description.casefold() for word in barrier.hints)
    return "yes" if hinted or (about_goods and answer == "yes") else within(item.code, barrier.perhaps)


_OPPOSITE: dict[Answer, Answer] = {"yes": "no", "no": "yes", "unknown": "unknown"}


def _both(one: Answer, other: Answer) -> Answer:
    if "no" in (one, other):
        return "no"
    return "yes" if one == other == "yes" else "unknown"


def _by_fact(barrier: Barrier, answer: Answer, case: _Case, place: str) -> _Met:
    question = case.policy.question(barrier.fact)
    match answer:
        case "yes":
            return _Met(state="applies", words=f"{barrier.words}; the request answers yes: {question}")
        case "no":
            return _Met(state="clear", words=f"the request answers no: {question}")
    decided = any(one.of_parties for one in case.policy.facts if one.key == barrier.fact)
    where = f"{place}.facts.{barrier.fact}" + (", and `listed` of each party it names" if decided else "")
    return _Met(state="open", words=f"it is not answered: {question}", asks=f"{where}: {question}")


def within(code: str, codes: Iterable[str]) -> Answer:
    """Whether an HS code falls under one of the codes or ranges; unknown where it is too short to tell, or is none."""
    found: Answer = "no"
    for each in codes:
        first, _, last = each.partition("-")
        last = last or first
        size = min(len(code), len(first))
        if not first[:size] <= code[:size] <= last[:size]:
            continue
        if len(code) >= len(first):
            return "yes"
        found = "unknown"
    return found


def _check(
    requirement: Requirement, request: Request, routes: tuple[Exemption, ...], possible: tuple[Exemption, ...]
) -> Check:
    values = [pair for path in requirement.fields for pair in values_at(request, path)]
    return Check(
        requirement=requirement,
        asked_by=tuple(one.key for one in routes if requirement.key in one.requires),
        maybe=tuple(one.key for one in possible if requirement.key in one.requires),
        there=tuple((where, text) for where, text in values if text),
        missing=tuple(where for where, text in values if not text),
    )


def _entrance(door: Door, case: _Case) -> Entrance:
    who = case.request.organisation
    if not door.direct:
        return Entrance(door=door, open=True, words=door.title)
    if who.kind in door.providers:
        return Entrance(door=door, open=True, words=f"{door.title}; open to this kind of organisation")
    if door.exemptions and who.exemptions_in_18_months >= door.exemptions:
        words = f"{door.title}; open, with {who.exemptions_in_18_months} exemptions in the last 18 months"
        return Entrance(door=door, open=True, words=words)
    if door.fact and case.whole(door.fact) == "yes":
        return Entrance(door=door, open=True, words=f"{door.title}; open, as the request says that it is urgent")
    return Entrance(door=door, open=False, words=f"{door.title}; nothing in the request opens it")
