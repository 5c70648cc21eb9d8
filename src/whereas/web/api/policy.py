"""The policy by API: everything by name, what nobody checked, the calendar, and the kinds of evidence."""

from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from whereas.core.errors import PolicyError
from whereas.publish import policy_plain
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here

READ = needs(Permission.READ)


@get("/api/v1/policy", opt=READ, sync_to_thread=True)
def policy(visit: Here, as_of: FromQuery[str] = "") -> dict[str, Any]:
    """Name everything in the policy, with the standards, the calendar, and how much nobody checked.

    As `whereas policy --json`.
    """
    return policy_plain.plain_policy(policy_plain.day_of(as_of, visit.now[:10]))


@get("/api/v1/policy/unverified", opt=READ, sync_to_thread=True)
def unverified(visit: Here) -> list[dict[str, Any]]:
    """List what stands in the policy from memory, for a lawyer to check.

    As `whereas policy --unverified --json`.
    """
    return policy_plain.plain_unverified()


@get("/api/v1/policy/calendar", opt=READ, sync_to_thread=True)
def calendar(visit: Here, as_of: FromQuery[str] = "") -> dict[str, Any]:
    """Say when regimes and their listings run out, and which clocks run from an event.

    As `whereas policy --calendar --json`.
    """
    return policy_plain.plain_calendar(policy_plain.day_of(as_of, visit.now[:10]))


@get("/api/v1/policy/evidence", opt=READ, sync_to_thread=True)
def evidence(visit: Here) -> dict[str, Any]:
    """List kinds of claim, classes of evidence with what they can prove, and scales of likelihood.

    As `whereas policy --evidence --json`.
    """
    return policy_plain.plain_evidence()


@get("/api/v1/policy/named/{name:path}", opt=READ, sync_to_thread=True)
def named(visit: Here, name: FromPath[str]) -> list[dict[str, Any]]:
    """Give whatever has a name: a regime, a criterion, a resolution or paragraph, a crime, a condition, a measure.

    The end of a name is enough where only one ends so. As `whereas policy NAME --json`.
    """
    try:
        return policy_plain.plain_named(name.strip("/"))
    except PolicyError as error:
        raise NotFoundException(f"{error.what}: {error.todo}") from None


ROUTES = [policy, unverified, calendar, evidence, named]
