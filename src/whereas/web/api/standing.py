"""The API of the standing: what `whereas standing --json` prints, and the board of the strategy's measures."""

from typing import Annotated, Any

from litestar import get
from litestar.params import FromQuery, QueryParameter

from whereas.policy.strategies import strategy as chosen_strategy
from whereas.publish.standing import plain_standing
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.home import Front, MeasureLine, front
from whereas.workbench.supposing import STRATEGY, read_suppositions, stands_of

Suppose = Annotated[
    list[str] | None, QueryParameter(name="suppose", description="A what-if: CONDITION=STATE; may be given again.")
]


@get("/api/v1/standing", opt=needs(Permission.READ), sync_to_thread=True)
def standing(
    visit: Here, suppose: Suppose = None, strategy: FromQuery[str] = STRATEGY, as_of: FromQuery[str] = "",
    known_on: FromQuery[str] = "",
) -> dict[str, Any]:  # fmt: skip
    """Say where a strategy stands.

    Objectives with their series, conditions with state, on whose word and until when, the posture advised with its
    reasons and recorded dissent, and what waits for conditions. As `whereas standing --json`.
    """
    said = read_suppositions(suppose)
    return plain_standing(
        stands_of(visit.seen, chosen_strategy(strategy), as_of=as_of, known_on=known_on, suppose=said)
    )


@get("/api/v1/board", opt=needs(Permission.READ), sync_to_thread=True)
def board(visit: Here) -> list[MeasureLine]:
    """List the strategy's measures with their state, what is ready, being built, missing and done."""
    found: Front = front(visit.seen)
    return list(found.lines)


ROUTES = [standing, board]
