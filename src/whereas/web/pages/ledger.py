"""The ledger: its root, what of it the visitor may see, who wrote what, custody, and whether it recomputes."""

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.jobs import Job, Jobs, State
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.ledger_page import custody, heads, state

ENTRY = Entry(key="ledger", path="/ledger", order=75)


@get("/ledger", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def ledger_page(visit: Here, exhibit: FromQuery[str] = "") -> Template:
    """The ledger as the visitor may see it."""
    upkeep = visit.person.may(Permission.UPKEEP)
    return page(
        visit, "ledger.html.j2", here="ledger", s=state(visit.seen), heads=heads(visit.seen) if upkeep else (),
        exhibit=exhibit, events=custody(visit.seen, exhibit.strip()) if exhibit.strip() else (),
        verified=last_verified(visit), upkeep=upkeep,
    )  # fmt: skip


def last_verified(visit: Visit) -> tuple[Job, bool] | None:
    """The last verification that ended, and whether everything recomputed; its figures count what is not for all."""
    done = (one for one in Jobs(visit.register).every() if one.kind == "verify" and one.state is State.DONE)
    found = next(done, None)
    return (found, found.words.startswith("everything recomputes")) if found is not None else None


ROUTES = [ledger_page]
