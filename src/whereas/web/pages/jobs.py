"""Jobs: what goes on, how far it is, how it ended; start, cancel, and the files it left."""

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.jobs import OverError, State, known, listed, offered, shown, stop
from whereas.web.jobs import begin as begin_job
from whereas.web.kinds import Kind, Value
from whereas.web.roles import Permission
from whereas.web.runner import KEPT_DAYS
from whereas.web.shown import page
from whereas.web.visit import Here, Visit

# What is started most often comes first; the others by their keys.
_FIRST = {"pull": 0, "resolve": 1, "verify": 2, "backup": 3, "run": 4}
ENTRY = Entry(key="jobs", path="/jobs", order=85, shortcut="j")


@get("/jobs", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def jobs_page(visit: Here) -> Template:
    """All jobs that the visitor may see."""
    return page(visit, "jobs.html.j2", here="jobs", jobs=listed(visit), kinds=_from_here(visit), days=KEPT_DAYS)


@get("/jobs/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def job_page(visit: Here, key: FromPath[str], *, late: FromQuery[bool] = False) -> Template:
    """One job, told about while it lasts; `late`: it had ended before it was to be cancelled."""
    found = shown(visit, key)
    late = (late or found.stopping) and found.state.over and found.state is not State.CANCELLED
    return page(visit, "job.html.j2", here="jobs", job=found, days=KEPT_DAYS, late=late)


@post("/jobs", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def begin(visit: Here, data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Start a job from a form."""
    kind = data.get("kind", "")
    params: dict[str, Value] = {
        name: said for name, said in data.items() if name in known(kind).params and said.strip()
    }
    return Redirect(f"/jobs/{begin_job(visit, kind, params, {})}", status_code=303)


@post("/jobs/{key:str}/cancel", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def cancel(visit: Here, key: FromPath[str]) -> Redirect:
    """Cancel a job; where it had ended first, its page says so."""
    try:
        stop(visit, key)
    except OverError:
        return Redirect(f"/jobs/{key}?late=true", status_code=303)
    return Redirect(f"/jobs/{key}", status_code=303)


def _from_here(visit: Visit) -> list[Kind]:
    """The kinds that are started from this page: those that need no upload and that the visitor may start."""
    upkeep = [known(key) for key in offered() if known(key).needs is Permission.UPKEEP]
    return sorted((one for one in upkeep if visit.person.may(one.needs)), key=lambda one: _FIRST.get(one.key, 9))


ROUTES = [jobs_page, job_page, begin, cancel]
