"""The slider of a party's page: its states in words, as the axis, the table and the script have them."""

from collections.abc import Mapping
from dataclasses import dataclass

from whereas.core.source import Source
from whereas.publish.states_chart import Came, StatesChart, states_chart
from whereas.web import links
from whereas.web.visit import Visit
from whereas.workbench.entity_states import Edition, State, States


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A state as it is offered: its day, its address, what changed in words, and what each source brought."""

    day: str
    as_of: str
    href: str
    words: str
    said: str  # what is shown, in a sentence
    busy: str  # that it is being fetched
    editions: tuple[tuple[str, str, str, str], ...]  # source, its title, the day of the edition, what it changed


@dataclass(frozen=True, kw_only=True)
class Slider:
    """All stops, the earliest first; `at` is the one that is shown (-1: before all of them)."""

    stops: tuple[Stop, ...]
    at: int
    chart: StatesChart | None
    counted: bool
    left_out: int

    @property
    def plain(self) -> list[dict[str, str]]:
        """What the script needs."""
        return [
            {"day": one.day, "as_of": one.as_of, "href": one.href, "said": one.said, "busy": one.busy}
            for one in self.stops
        ]


def slider(visit: Visit, key: str, found: States) -> Slider:
    """The slider of the party with this id."""
    sources = {name: module.SOURCE for name, module in visit.seen.bench.modules.items()}
    drawn = (
        Came(lane=_lane(sources, one), day=state.day, state=place, kind=_kind(one))
        for place, state in enumerate(found.states)
        for one in _by_source(state)
    )
    return Slider(
        stops=tuple(_stop(visit, key, one, sources) for one in found.states), at=found.at, chart=states_chart(drawn),
        counted=all(one.counted for one in found.states), left_out=found.left_out,
    )  # fmt: skip


def _stop(visit: Visit, key: str, state: State, sources: Mapping[str, Source]) -> Stop:
    words = _words(visit, came=state.came, went=state.went, first=state.first, counted=state.counted,
                   again=not all(one.first for one in state.editions))  # fmt: skip
    return Stop(
        day=state.day, as_of=state.as_of, href=links.entity(key, as_of=state.as_of), words=words,
        said=visit.t("entity.state_shown", day=state.day, change=words),
        busy=visit.t("entity.slide_busy", day=state.day),
        editions=tuple(
            (one.source, sources[one.source].title, one.edition or state.day,
             _words(visit, came=one.came or 0, went=one.went or 0, first=one.first, again=not one.first,
                    counted=one.first or one.came is not None))
            for one in _by_source(state)
        ),
    )  # fmt: skip


def _words(visit: Visit, *, came: int, went: int, first: bool, again: bool, counted: bool) -> str:
    """What changed; of a first edition that there is nothing to compare it with."""
    said = [visit.t("entity.state_first")] if first else []
    if again and not counted:
        said.append(visit.t("entity.state_counting"))
    elif again and not (came or went):
        said.append(visit.t("entity.state_same"))
    elif again:
        said.append(visit.t("entity.state_changed", came=f"{came:,}", went=f"{went:,}"))
    return "; ".join(said)


def _by_source(state: State) -> list[Edition]:
    """One line for a source that brings several files on one day."""
    found: dict[str, list[Edition]] = {}
    for one in state.editions:
        found.setdefault(one.source, []).append(one)
    return [_together(same) for same in found.values()]


def _together(same: list[Edition]) -> Edition:
    again = [one for one in same if not one.first]
    counted = all(one.came is not None for one in again)
    return Edition(
        source=same[0].source, feed=same[0].feed, edition=max(one.edition for one in same), first=not again,
        came=sum(one.came or 0 for one in again) if again and counted else None,
        went=sum(one.went or 0 for one in again) if again and counted else None,
    )  # fmt: skip


def _lane(sources: Mapping[str, Source], one: Edition) -> str:
    authority = sources[one.source].authority
    return one.source if authority == "-" else f"{authority} · {one.source}"


def _kind(one: Edition) -> str:
    if one.first:
        return "first"
    if one.came is None:
        return "open"
    return "changed" if one.came or one.went else "same"
