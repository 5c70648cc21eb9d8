"""The API of rival figures: each question with its claims, why they differ, and what the model gives."""

from typing import Annotated, Any

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter

from whereas.policy.estimates import estimate as question_of
from whereas.policy.estimates import estimates as questions
from whereas.publish.estimates import plain_estimate
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.estimating import DRAWS, SEED, estimated, read_range
from whereas.workbench.home import answers

Set = Annotated[
    list[str] | None, QueryParameter(name="set", description="PRIOR=LOW:HIGH in place of a prior; may be given again.")
]
Draws = Annotated[int, QueryParameter(name="draws", ge=1000, le=1_000_000)]


@get("/api/v1/estimates", opt=needs(Permission.READ), sync_to_thread=True)
def every(visit: Here) -> list[dict[str, Any]]:
    """List the questions with rival figures, each whole.

    Nothing is averaged, and claims that overlap are never added. As `whereas estimate --json`.
    """
    return [plain_estimate(one) for one in answers(visit.seen)]


@get("/api/v1/estimates/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def one(
    *, visit: Here, key: FromPath[str], chosen: Set = None, draws: Draws = DRAWS, seed: FromQuery[int] = SEED,
    as_of: FromQuery[str] = "",
) -> dict[str, Any]:  # fmt: skip
    """Give one question, with a seed and priors of your own if asked.

    As `whereas estimate QUESTION --json`.
    """
    if key not in questions():
        raise NotFoundException("there is no such question")
    ranges = dict(read_range(each) for each in chosen or ())
    found = estimated(visit.seen.bench, (question_of(key),), seed=seed, draws=draws, chosen=ranges, as_of=as_of)
    return plain_estimate(found[0])


ROUTES = [every, one]
