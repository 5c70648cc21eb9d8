"""Where ports lie, as an index of ports gives it: what places a claim that a ship called at a port on the map."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec

from whereas.policy.files import policy_files
from whereas.policy.typed import Doubt, Key, Typed, hold, read_typed

Degrees = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Port(Typed, frozen=True, kw_only=True):
    """A port: its name in the index, other spellings in use, its country (ISO 3166-1), and its place (WGS 84)."""

    name: Annotated[str, msgspec.Meta(min_length=2)]
    country: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")]
    north: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    east: Degrees
    also: tuple[str, ...] = ()


class PortIndex(Typed, frozen=True, kw_only=True):
    """Ports of one index. `within_km` is how far a place may be off, by the digits the index prints."""

    key: Key
    title: str
    publisher: str
    licence: str
    within_km: Annotated[float, msgspec.Meta(gt=0)]
    verified: bool
    seen: str = ""
    ports: Annotated[tuple[Port, ...], msgspec.Meta(min_length=1)]


def doubts_of_ports(index: PortIndex) -> Iterator[Doubt]:
    """A doubt for each name that two ports bear: it would place a ship at either."""
    seen: set[str] = set()
    for number, port in enumerate(index.ports):
        for name in (port.name, *port.also):
            if name.casefold() in seen:
                yield f"$.ports[{number}]", f"bears the name {name!r}, which another port bears too", "leave it to one"
            seen.add(name.casefold())


FILES = {"ports": PortIndex}
CHECKS = {"ports": doubts_of_ports}


@cache
def port_indexes() -> tuple[PortIndex, ...]:
    """Every index of ports there is. Raises `PolicyError` for a name that two ports bear."""
    found = []
    for name, text in policy_files("ports"):
        index = read_typed(name, text, PortIndex)
        hold(name, text, doubts_of_ports(index))
        found.append(index)
    return tuple(found)
