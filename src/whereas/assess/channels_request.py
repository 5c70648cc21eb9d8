"""A request for a humanitarian or people channel, as an organisation writes it in a file."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec

from whereas.core.errors import WhereasError
from whereas.core.period import is_partial_date
from whereas.policy.channels import Channels
from whereas.policy.typed import Key, Typed, read_typed

Answer = Literal["yes", "no", "unknown"]
Answers = dict[str, Answer]
DERIVED = ("transport", "payments")


class Organisation(Typed, frozen=True, kw_only=True):
    """Who asks: `kind` is a kind of provider; `plan` and `acts_for` say by what it counts as one."""

    name: str
    kind: str = ""
    country: str = ""
    contact: str = ""
    registered: str = ""
    plan: str = ""
    acts_for: str = ""
    exemptions_in_18_months: Annotated[int, msgspec.Meta(ge=0)] = 0


class Beneficiaries(Typed, frozen=True, kw_only=True):
    """For whom it is, how many, where, and how they were chosen."""

    who: str = ""
    number: str = ""
    where: str = ""
    criteria: str = ""


class Item(Typed, frozen=True, kw_only=True):
    """A kind of goods. `hs` is its code in the Harmonized System; `facts` answers questions of the policy file."""

    key: Key
    description: str = ""
    specification: str = ""
    hs: str = ""
    quantity: str = ""
    unit: str = ""
    value: str = ""
    currency: str = ""
    origin: str = ""
    supplier: str = ""
    end_user: str = ""
    destination: str = ""
    direction: Literal["to", "from"] = "to"
    facts: Answers = msgspec.field(default_factory=dict)

    @property
    def code(self) -> str:
        """The digits of its HS code."""
        return re.sub(r"\D", "", self.hs)


class Deed(Typed, frozen=True, kw_only=True):
    """Something to be done other than sending goods: `kind` is a kind of act, `parties` the names it involves."""

    key: Key
    kind: str
    words: str = ""
    parties: tuple[str, ...] = ()
    facts: Answers = msgspec.field(default_factory=dict)


class Transport(Typed, frozen=True, kw_only=True):
    """How goods travel."""

    mode: Literal["", "sea", "air", "rail", "road"] = ""
    departs_from: str = ""
    through: tuple[str, ...] = ()
    arrives_at: str = ""
    carrier: str = ""
    vessel: str = ""
    imo: str = ""
    shipments: str = ""
    ships_on: str = ""
    facts: Answers = msgspec.field(default_factory=dict)


class Payments(Typed, frozen=True, kw_only=True):
    """How it is paid for."""

    route: str = ""
    banks: tuple[str, ...] = ()
    amount: str = ""
    currency: str = ""
    facts: Answers = msgspec.field(default_factory=dict)


class Span(Typed, frozen=True, kw_only=True):
    """From a day to a day."""

    start: str = ""
    end: str = ""


class Safeguard(Typed, frozen=True, kw_only=True):
    """A measure against diversion: what is done, by whom, when."""

    measure: str = ""
    by: str = ""
    when: str = ""


class Party(Typed, frozen=True, kw_only=True):
    """Somebody who takes part. `listed` is what a person decided after screening, and never what a machine found."""

    name: str = ""
    role: str = ""
    schema: Literal["", "Person", "Organization", "Company", "Vessel"] = ""
    country: str = ""
    birth_date: str = ""
    listed: Answer = "unknown"
    why: str = ""


class Diversion(Typed, frozen=True, kw_only=True):
    """An entry of the log of diversion risks: when, what, by whom. It is no score."""

    date: str
    what: str
    by: str


class Request(Typed, frozen=True, kw_only=True):
    """A request, whole. What is left out is missing, and said to be."""

    key: Key
    title: str
    channels: str = ""
    organisation: Organisation
    nature: str = ""
    why_exemption: str = ""
    facts: Answers = msgspec.field(default_factory=dict)
    beneficiaries: Beneficiaries = Beneficiaries()
    period: Span = Span()
    items: tuple[Item, ...] = ()
    acts: tuple[Deed, ...] = ()
    transport: Transport = Transport()
    payments: Payments = Payments()
    safeguards: tuple[Safeguard, ...] = ()
    parties: tuple[Party, ...] = ()
    diversion_log: tuple[Diversion, ...] = ()


def read_request(file_name: str, text: str, known: Mapping[str, Channels]) -> Request:
    """A request from its file, held against the channels it names.

    Raises `PolicyError` with line and field, and `WhereasError` for what the policy does not know, for dates and
    figures that are none, and for two items or acts of one key.
    """
    request = read_typed(file_name, text, Request)
    if not request.channels and len(known) == 1:
        request = msgspec.structs.replace(request, channels=next(iter(known)))
    if request.channels not in known:
        lacking = f"there are no channels {request.channels!r}" if request.channels else "it names no channels"
        raise WhereasError(lacking, where=f"{file_name}, channels", todo=f"choose one of: {', '.join(known)}")
    for where, what in _wrong(request, known[request.channels]):
        raise WhereasError(what[0], where=f"{file_name}, {where}", todo=what[1])
    return request


def _wrong(request: Request, policy: Channels) -> Iterator[tuple[str, tuple[str, str]]]:
    """What is wrong with a request, as (place, (what, what to do)); the first is told."""
    kinds = [one.key for one in policy.providers]
    if request.organisation.kind and request.organisation.kind not in kinds:
        yield "organisation.kind", (f"there is no kind of organisation {request.organisation.kind!r}",
                                    f"choose one of: {', '.join(kinds)}")  # fmt: skip
    deeds = [one.key for one in policy.acts]
    for act in request.acts:
        if act.kind not in deeds:
            yield f"acts, {act.key}", (f"there is no kind of act {act.kind!r}", f"choose one of: {', '.join(deeds)}")
    keys = [*(one.key for one in request.items), *(one.key for one in request.acts)]
    for key in keys:
        if key in DERIVED:
            yield key, (f"the key {key!r} stands for the part of that name", "give the item or act another key")
        if keys.count(key) > 1:
            yield key, ("two items or acts have this key", "give one of them another key")
    yield from _wrong_facts(request, policy)
    yield from _wrong_values(request)


def _wrong_facts(request: Request, policy: Channels) -> Iterator[tuple[str, tuple[str, str]]]:
    places: list[tuple[str, Answers, bool]] = [("facts", request.facts, True)]
    places += [(f"items, {one.key}", one.facts, False) for one in request.items]
    places += [(f"acts, {one.key}", one.facts, False) for one in request.acts]
    places += [("transport", request.transport.facts, False), ("payments", request.payments.facts, False)]
    for where, answers, whole in places:
        allowed = [one.key for one in policy.facts if one.whole is whole]
        for fact in answers:
            if fact not in allowed:
                yield where, (f"there is no question {fact!r} here", f"choose among: {', '.join(allowed)}")


def _wrong_values(request: Request) -> Iterator[tuple[str, tuple[str, str]]]:
    days = [("period.start", request.period.start), ("period.end", request.period.end),
            ("transport.ships_on", request.transport.ships_on)]  # fmt: skip
    days += [(f"parties[{n}].birth_date", one.birth_date) for n, one in enumerate(request.parties)]
    days += [(f"diversion_log[{n}].date", one.date) for n, one in enumerate(request.diversion_log)]
    for where, day in days:
        if day and not is_partial_date(day):
            yield where, (f"{day!r} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD")
    for one in request.items:
        if not re.fullmatch(r"[\d. ]*", one.hs) or len(one.code) not in (0, 2, 4, 6, 8, 10):
            yield f"items, {one.key}", (f"{one.hs!r} is no HS code", "give 2, 4, 6, 8 or 10 digits, or leave it out")
        for name, figure in (("quantity", one.quantity), ("value", one.value)):
            if figure and not re.fullmatch(r"\d+(\.\d+)?", figure):
                yield f"items, {one.key}", (f"{name}: {figure!r} is no figure", "write digits, and the unit apart")


def values_at(request: Request, path: str) -> list[tuple[str, str]]:
    """What stands in a field of a request, as (where, text); `items[].hs` gives one for each item, or one in all."""
    found: list[tuple[str, Any]] = [("", request)]
    for part in path.split("."):
        name, each = part.removesuffix("[]"), part.endswith("[]")
        after: list[tuple[str, Any]] = []
        for where, value in found:
            place, inner = f"{where}.{name}".lstrip("."), getattr(value, name)
            if not each:
                after.append((place, inner))
            elif inner:
                after += [(f"{place}[{getattr(one, 'key', '') or number}]", one) for number, one in enumerate(inner, 1)]
            else:
                return [(path, "")]
        found = after
    return [(where, str(value).strip()) for where, value in found]
