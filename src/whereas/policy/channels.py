"""Channels as data: what can stand in the way of aid and exchange, what answers it, what a request must hold."""

from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.resolutions import resolutions
from whereas.policy.typed import Day, Key, Typed, read_typed

Hs = Annotated[str, msgspec.Meta(pattern=r"^\d{2,6}(-\d{2,6})?$")]


class Fact(Typed, frozen=True, kw_only=True):
    """A question that a request answers with yes, no or unknown.

    `whole` asks it once for the whole request; `of_parties` takes what was decided of the parties that are named too.
    """

    key: Key
    question: str
    whole: bool = False
    of_parties: bool = False


class Provider(Typed, frozen=True, kw_only=True):
    """A kind of organisation; `needs` names a field of it that must be filled before it counts as one."""

    key: Key
    title: str
    words: str
    needs: Literal["", "plan", "acts_for"] = ""


class Act(Typed, frozen=True, kw_only=True):
    """A kind of act other than sending goods: paying, shipping, travelling, teaching, meeting."""

    key: Key
    title: str


class Barrier(Typed, frozen=True, kw_only=True):
    """One measure that can stand in the way.

    It holds for goods of the HS codes in `goods` and in the paragraphs it names, whatever is said of them. Where
    `fact` is given, it also holds for goods in `perhaps`, for descriptions with one of `hints`, for the kinds of act in
    `acts` and, with `every_item`, for all goods but those in `spared`, but only if the fact is so. Acts without a fact
    are always met. `exempted_by` names the exemptions that answer it; where there is none, it bars.
    """

    key: Key
    title: str
    words: str
    basis: str
    paragraphs: tuple[str, ...] = ()
    law: Literal["UN", "EU"] = "UN"
    direction: Literal["to", "from", "any"] = "to"
    goods: tuple[Hs, ...] = ()
    perhaps: tuple[Hs, ...] = ()
    hints: tuple[str, ...] = ()
    every_item: bool = False
    spared: tuple[Hs, ...] = ()
    acts: tuple[Key, ...] = ()
    fact: str = ""
    exempted_by: tuple[Key, ...] = ()
    seen: str = ""
    verified: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """Every HS code or range of codes for which it holds without further facts."""
        return (*self.goods, *(code for key in self.paragraphs for code in _paragraph_goods(key)))


class Stage(Typed, frozen=True, kw_only=True):
    """A kind of event in the life of a request, and the state it leaves the request in."""

    key: Key
    words: str
    state: str = ""


class Deadline(Typed, frozen=True, kw_only=True):
    """A clock of a request: it runs from one kind of event for months and days until one of the others happens.

    `basis` says what sets it: an act, or that it is a reminder and no rule. An `assumed` one stands only while no event
    has given the day itself.
    """

    key: Key
    words: str
    counts_from: Key
    stopped_by: tuple[Key, ...] = ()
    months: Annotated[int, msgspec.Meta(ge=0)] = 0
    days: Annotated[int, msgspec.Meta(ge=0)] = 0
    assumed: bool = False
    basis: str
    verified: bool


class Door(Typed, frozen=True, kw_only=True):
    """A way by which a request reaches the body that decides, in the order in which it is to be tried.

    `direct` doors are open only to the kinds of organisation in `providers`, to those with so many exemptions in the
    last 18 months, or where the fact is so.
    """

    key: Key
    title: str
    direct: bool = False
    providers: tuple[Key, ...] = ()
    exemptions: int = 0
    fact: str = ""
    verified: bool


class Exemption(Typed, frozen=True, kw_only=True):
    """What answers a barrier.

    A `standing` one needs no decision: it holds for the kinds of organisation in `providers`, where all `facts` are so.
    Of the others, a `committee`, the `union` (through an authority of a Member State) or a `national` authority
    decides; `when` says whether it is asked for always, or only with or without a link to the Union. `requires` names
    what a request for it must hold.
    """

    key: Key
    title: str
    kind: Literal["standing", "committee", "union", "national"]
    when: Literal["always", "union", "elsewhere"] = "always"
    basis: str
    body: str
    words: str
    dated: Day = ""
    providers: tuple[Key, ...] = ()
    facts: tuple[Key, ...] = ()
    requires: tuple[Key, ...] = ()
    doors: tuple[Door, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    seen: str = ""
    verified: bool


class Requirement(Typed, frozen=True, kw_only=True):
    """Something a request must hold: fields of the request file, `[]` standing for each of a list."""

    key: Key
    title: str
    fields: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    basis: str
    verified: bool


class Open(Typed, frozen=True, kw_only=True):
    """What no measure in this file touches, and what to mind all the same."""

    title: str
    words: str
    mind: str = ""
    verified: bool


class Channels(Typed, frozen=True, kw_only=True):
    """The channels to one country."""

    key: Key
    title: str
    country: str
    facts: tuple[Fact, ...]
    providers: tuple[Provider, ...]
    acts: tuple[Act, ...]
    barriers: Annotated[tuple[Barrier, ...], msgspec.Meta(min_length=1)]
    exemptions: Annotated[tuple[Exemption, ...], msgspec.Meta(min_length=1)]
    requirements: tuple[Requirement, ...]
    stages: Annotated[tuple[Stage, ...], msgspec.Meta(min_length=1)]
    free: tuple[Open, ...] = ()
    cautions: tuple[str, ...] = ()
    notes: str = ""

    def exemption(self, key: str) -> Exemption:
        """The exemption of a key."""
        return next(one for one in self.exemptions if one.key == key)

    def question(self, fact: str) -> str:
        """The question that a fact answers."""
        return next((one.question for one in self.facts if one.key == fact), fact)


def _paragraph_goods(key: str) -> tuple[str, ...]:
    named, _, para = key.partition("/")
    return next((one.goods for one in resolutions()[named].paragraphs if one.para == para), ())


@cache
def channels() -> dict[str, Channels]:
    """The channels of each country by the key of its file. Raises `PolicyError` where one names what is not there."""
    found = {}
    for name, text in policy_files("channels"):
        one = read_typed(name, text, Channels)
        check_channels(name, one)
        found[one.key] = one
    return found


def check_channels(name: str, one: Channels) -> None:
    """Holds a file of channels against everything it names. Raises `PolicyError` with the first thing that is wrong."""
    facts = {fact.key for fact in one.facts}
    exempting = {each.key for each in one.exemptions}
    stages = {stage.key for stage in one.stages}
    for barrier in one.barriers:
        _among(name, barrier.key, "exemption", barrier.exempted_by, exempting)
        _among(name, barrier.key, "act", barrier.acts, {act.key for act in one.acts})
        _among(name, barrier.key, "fact", (barrier.fact,) if barrier.fact else (), facts)
        _paragraphs(name, barrier)
        if (barrier.perhaps or barrier.hints or barrier.every_item) and not barrier.fact:
            raise PolicyError(f"{barrier.key} has goods that depend on a fact", where=name, todo="name the fact")
    for each in one.exemptions:
        _among(name, each.key, "requirement", each.requires, {asked.key for asked in one.requirements})
        _among(name, each.key, "provider", each.providers, {who.key for who in one.providers})
        _among(name, each.key, "fact", (*each.facts, *(door.fact for door in each.doors if door.fact)), facts)
        for clock in each.deadlines:
            _among(name, clock.key, "stage", (clock.counts_from, *clock.stopped_by), stages)


def _paragraphs(name: str, barrier: Barrier) -> None:
    known = {f"{key}/{one.para}" for key, each in resolutions().items() for one in each.paragraphs}
    _among(name, barrier.key, "paragraph", barrier.paragraphs, known)


def _among(name: str, where: str, what: str, named: tuple[str, ...], known: set[str]) -> None:
    for one in named:
        if one not in known:
            raise PolicyError(
                f"{where} names the {what} {one!r}, which is not there", where=name,
                todo=f"correct it, or add the {what}",
            )  # fmt: skip


def channels_to(key: str) -> Channels:
    """The channels of a key. Raises `PolicyError` where there are none."""
    if key not in channels():
        raise PolicyError(f"there are no channels {key!r}", todo=f"choose one of: {', '.join(channels())}")
    return channels()[key]


FILES = {"channels": Channels}
