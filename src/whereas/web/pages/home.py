"""Home: the strategy, where each objective stands, what changed, and what to look at first."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from whereas.core.canon import digest
from whereas.publish.board import board_files
from whereas.publish.pages import drawing
from whereas.publish.routes import routes_csv
from whereas.publish.series_chart import series_chart
from whereas.publish.standing import states_of
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.filling import lists_afoot
from whereas.web.jobs import Jobs, told
from whereas.web.pages.standing import sent, titled
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.changes import changes
from whereas.workbench.home import Front, front
from whereas.workbench.looks import looks
from whereas.workbench.standing import Stands

ENTRY = Entry(key="home", path="/", order=0, shortcut="h")
COOKIE = "whereas_last"
# A visit ends when nobody opened the page for so long: what is new counts from the visit before.
_VISIT = timedelta(minutes=30)
_SMALL = 360
# Where the files that the board of a run links to are pages here.
PLACES = {
    "align.html": "/align", "align.html#contradictions": "/align#contradictions", "standing.html": "/standing",
    "estimate.html": "/figures", "routes.csv": "/home/routes.csv",
}  # fmt: skip


@get("/", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def home(visit: Here, request: Request[Any, Any, Any], since: FromQuery[str] = "") -> Template:
    """The first page."""
    last, now = _visits(request.cookies.get(COOKIE, ""), visit)
    found, afoot = front(visit.seen), lists_afoot(Jobs(visit.register))
    made = page(
        visit, "home.html.j2", here="home", f=found, s=found.stands, places=PLACES, since=since or last,
        changed=changes(visit.seen, since or last) if since or last else None, charts=small_charts(visit, found.stands),
        looks=looks(visit.seen, releases=visit.person.may(Permission.RELEASE)), objectives=titled(found.stands),
        states=states_of(found.stands.conditions), only_starter=visit.seen.starter, starter=False, changing=False,
        empty=not visit.seen.bench.view().readings, afoot=told(visit, afoot) if afoot else None,
    )  # fmt: skip
    made.set_cookie(
        key=COOKIE, value=f"{_whose(visit)}_{last}_{now}", httponly=True, samesite="lax",
        secure=request.app.state.config.https, max_age=400 * 86_400,
    )  # fmt: skip
    return made


@get("/home/{name:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def file(visit: Here, name: FromPath[str]) -> Response[bytes]:
    """The board as a table, or each party against each regime."""
    found = front(visit.seen)
    if name not in ("board.csv", "routes.csv"):
        raise NotFoundException("there is no such file")
    return sent(name, _file(visit, found, name))


def _file(visit: Visit, found: Front, name: str) -> bytes:
    if name == "board.csv":
        return board_files(found.stands, found.pillars)["board.csv"]
    rows = visit.seen.knowledge.rows
    return routes_csv((one for one in found.routings if one.subject in rows), rows)


def _visits(cookie: str, visit: Visit) -> tuple[str, str]:
    """Since when something is new to this person, and this visit's instant; what is no cookie of theirs says nothing.

    The instant in a cookie is only ever compared: it is written back in no other form than it is read.
    """
    whose, _, rest = cookie.partition("_")
    last, _, seen = rest.partition("_")
    if whose != _whose(visit) or not (_instant(seen) and (not last or _instant(last))):
        return "", visit.now
    ended = _read(visit.now) - _read(seen) > _VISIT
    return (seen if ended else last), visit.now


def _whose(visit: Visit) -> str:
    return digest(["home", visit.person.name])[:12]


def _instant(text: str) -> bool:
    try:
        return len(text) == len("2024-02-01T09:00:00Z") and _read(text) is not None
    except ValueError:
        return False


def _read(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def small_charts(visit: Visit, found: Stands) -> dict[str, tuple[object, object]]:
    """Of each objective the first series that can be drawn, small: the series and its drawing."""
    made: dict[str, tuple[object, object]] = {}
    for board in found.objectives:
        for one in board.series:
            chart = series_chart(one, until=int(found.as_of[:4]), width=_SMALL, words=visit.drawn)
            if chart is not None and board.objective not in made:
                made[board.objective] = (one, drawing("series_alone", chart, visit.drawn))
    return made


ROUTES = [home, file]
