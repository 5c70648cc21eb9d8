"""Where ports lie, as an index of ports gives it: what places a claim that a ship called at a port on the map."""

from functools import cache
from typing import Annotated

import msgspec

from whereas.policy.files import policy_files
from whereas.policy.typed import Key, Typed, read_typed

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


FILES = {"ports": PortIndex}


@cache
def port_indexes() -> tuple[PortIndex, ...]:
    """Every index of ports there is."""
    return tuple(read_typed(name, text, PortIndex) for name, text in policy_files("ports"))
