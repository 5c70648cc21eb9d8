"""A what-if beside what is recorded: where the strategy stands, where it would stand, and what that opens or closes."""

from collections.abc import Mapping
from dataclasses import dataclass

from whereas.assess.conditions import Standing
from whereas.assess.posture import Gate
from whereas.core.errors import WhereasError
from whereas.policy.strategies import Strategy
from whereas.policy.strategies import strategy as chosen_strategy
from whereas.workbench.room import Seen
from whereas.workbench.standing import Stands, standing
from whereas.workbench.warm import Shelf

STRATEGY = "critical-engagement-2"
_KEPT = Shelf(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A gate of a measure in both states."""

    real: Gate
    would: Gate

    @property
    def change(self) -> str:
        """`opens`, `closes`, or empty where the what-if changes nothing."""
        if self.real.open == self.would.open:
            return ""
        return "opens" if self.would.open else "closes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The real standing and the supposed one; without a what-if they are the same."""

    real: Stands
    would: Stands

    @property
    def gates(self) -> tuple[Turned, ...]:
        """Every gate in both states, those that change first."""
        turned = [Turned(real=one, would=other) for one, other in zip(self.real.gates, self.would.gates, strict=True)]
        return tuple(sorted(turned, key=lambda one: not one.change))

    @property
    def conditions(self) -> tuple[tuple[Standing, Standing], ...]:
        """Every condition in both states."""
        return tuple(zip(self.real.conditions, self.would.conditions, strict=True))

    @property
    def turns_posture(self) -> bool:
        """Whether the what-if advises another posture."""
        return _posture(self.real) != _posture(self.would)


def _posture(stands: Stands) -> str:
    return stands.stance.posture.key if stands.stance is not None else ""


def stands_of(
    seen: Seen, strategy: Strategy | None = None, *, as_of: str = "", known_on: str = "",
    suppose: Mapping[str, str] | None = None,
) -> Stands:  # fmt: skip
    """Where a strategy stands as far as somebody may see; made once for each state of the ledger, sight and day.

    Raises `WhereasError` as `workbench.standing.standing`.
    """
    chosen = strategy or chosen_strategy(STRATEGY)
    bench, supposed = seen.bench, tuple(sorted((suppose or {}).items()))
    key = (bench.settings.home, seen.revision, seen.clearance, chosen.key, bench.now[:10], as_of, known_on, supposed)
    return _KEPT.get(key, lambda: standing(bench, chosen, as_of=as_of, known_on=known_on, suppose=dict(supposed)))


def supposed(
    seen: Seen, strategy: Strategy | None = None, *, as_of: str = "", known_on: str = "",
    suppose: Mapping[str, str] | None = None,
) -> Supposed:  # fmt: skip
    """What is recorded and what would follow from `suppose` (condition to state)."""
    real = stands_of(seen, strategy, as_of=as_of, known_on=known_on)
    would = stands_of(seen, strategy, as_of=as_of, known_on=known_on, suppose=suppose) if suppose else real
    return Supposed(real=real, would=would)


def read_suppositions(said: list[str] | None) -> dict[str, str]:
    """Suppositions as `CONDITION=STATE`, empty ones left out; the last of a condition counts.

    Raises `WhereasError` for a text of another form.
    """
    found = {}
    for one in said or ():
        if not one:
            continue
        key, equals, state = one.partition("=")
        if not equals:
            raise WhereasError(f"{one!r} supposes nothing", todo="write CONDITION=STATE")
        found[key.strip()] = state.strip()
    return found
