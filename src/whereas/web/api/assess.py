"""Assessments by API: a standard held against a party, the regimes that fit it, and those only partners list."""

from typing import Annotated

from litestar import Response, get
from litestar.params import Parameter

from whereas.policy.programmes import load_programme
from whereas.publish.assessments import AssessmentShown, RoutingShown, shown_assessment, shown_routing
from whereas.publish.routes import routes_csv
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.assessing import standard_of

Party = Annotated[str, Parameter(description="A party by its id, or by its name where only one bears it.")]
AsOf = Annotated[str, Parameter(description="The day of the act (YYYY, YYYY-MM or YYYY-MM-DD); empty: today.")]


@get("/api/v1/assess", opt=needs(Permission.READ), sync_to_thread=True)
def one(
    visit: Here, *, subject: Party,
    standard: Annotated[str, Parameter(description="A standard's key, such as eu-human-rights/torture.")],
    as_of: AsOf = "",
    forum: Annotated[str, Parameter(description="By whose standard of proof; empty: the standard's own.")] = "",
) -> AssessmentShown:  # fmt: skip
    """Hold a party against one standard.

    Each element is shown, not shown, contradicted or unverifiable, with the claims and exhibits it rests on, what is
    weak about them, and what would turn it. The same as `whereas assess SUBJECT --standard KEY --json`.
    """
    known = visit.seen.know(as_of)
    return shown_assessment(known.assess(standard_of(standard), known.subject(subject), forum))


@get("/api/v1/assess/routes", opt=needs(Permission.READ), sync_to_thread=True)
def routes(visit: Here, *, subject: Party, as_of: AsOf = "") -> RoutingShown:
    """Hold a party against every criterion of the Union, the best fit first.

    A listing by a third State points to a criterion and shows no element of it. The same as `whereas assess SUBJECT
    --json`.
    """
    known = visit.seen.know(as_of)
    who = known.subject(subject)
    row = known.rows.get(who.key)
    return shown_routing(known.route(who), row.authorities if row else ())


@get("/api/v1/assess/unlisted", opt=needs(Permission.READ), sync_to_thread=True)
def unlisted(visit: Here, *, as_of: AsOf = "") -> list[RoutingShown]:
    """Every party that a partner lists and the Union does not, with what is nearest for each.

    The same as `whereas assess --unlisted --json`.
    """
    known = visit.seen.know(as_of)
    return [shown_routing(known.route(known.subject(row.entity)), row.authorities) for row in known.unlisted()]


@get("/api/v1/assess/unlisted.csv", opt=needs(Permission.READ), sync_to_thread=True)
def unlisted_csv(visit: Here, *, as_of: AsOf = "") -> Response[bytes]:
    """Every party that a partner lists and the Union does not, as a table.

    The same as `whereas assess --unlisted --csv FILE`.
    """
    known = visit.seen.know(as_of)
    found = [known.route(known.subject(row.entity)) for row in known.unlisted()]
    name = f"unlisted-{load_programme(visit.seen.focus).key}-{known.as_of}.csv"
    return Response(routes_csv(found, known.rows), media_type="text/csv; charset=utf-8",
                    headers={"content-disposition": f'attachment; filename="{name}"'})  # fmt: skip


ROUTES = [one, routes, unlisted, unlisted_csv]
