"""Standing: objectives, conditions, posture and what waits for them; a what-if is part of the address."""

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.assess.conditions import State
from whereas.assess.indicators import ObjectiveBoard
from whereas.publish.pages import drawing
from whereas.publish.series_chart import series_chart
from whereas.publish.standing import standing_files, states_of
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.desk import dissent
from whereas.workbench.standing import Stands
from whereas.workbench.supposing import read_suppositions, stands_of, supposed

ENTRY = Entry(key="standing", path="/standing", order=60, shortcut="t")
# The files behind the page, by the end of their address.
FILES = {"series.csv": "standing-series.csv", "conditions.csv": "standing-conditions.csv",
         "standing.json": "standing.json"}  # fmt: skip


@get("/standing", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def standing_page(
    visit: Here, as_of: FromQuery[str] = "", known_on: FromQuery[str] = "",
    suppose: FromQuery[list[str] | None] = None,
) -> Template:  # fmt: skip
    """Where the strategy stands on a day, and where it would stand."""
    said = read_suppositions(suppose)
    found = supposed(visit.seen, as_of=as_of, known_on=known_on, suppose=said)
    return page(
        visit, "standing.html.j2", here="standing", s=found.would, f=found, said=said, as_of=as_of, known_on=known_on,
        states=states_of(found.would.conditions), every_state=[one.value for one in State],
        objectives=titled(found.would), charts=charts_of(visit, found.would), events=timeline_of(found.would),
    )  # fmt: skip


@get("/standing/{name:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def file(
    visit: Here, name: FromPath[str], as_of: FromQuery[str] = "", known_on: FromQuery[str] = "",
    suppose: FromQuery[list[str] | None] = None,
) -> Response[bytes]:  # fmt: skip
    """The data behind the page, for the same question."""
    if name not in FILES:
        raise NotFoundException("there is no such file")
    found = stands_of(visit.seen, as_of=as_of, known_on=known_on, suppose=read_suppositions(suppose))
    return sent(FILES[name], standing_files(found)[FILES[name]])


@post("/standing/dissent", opt=needs(Permission.REVIEW), sync_to_thread=True, include_in_schema=False)
def dissented(visit: Here, data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Put on record that the visitor disagrees with the posture that is advised, and why."""
    dissent(visit.seen.bench, "posture", data.get("words", ""))
    return Redirect("/standing#posture", status_code=303)


def sent(name: str, data: bytes) -> Response[bytes]:
    """A file as a download."""
    kinds = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    return Response(
        data, media_type=kinds.get(name.rpartition(".")[2], "application/octet-stream"),
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def titled(found: Stands) -> list[tuple[object, ObjectiveBoard]]:
    """Each objective's board with the objective."""
    titles = {one.key: one for one in found.strategy.objectives}
    return [(titles[board.objective], board) for board in found.objectives]


def charts_of(visit: Visit, found: Stands) -> dict[str, object]:
    """The drawing of each series that has something to draw, by indicator."""
    every = (one for board in found.objectives for one in board.series)
    charts = ((one.indicator.key, series_chart(one, until=int(found.as_of[:4]), words=visit.drawn)) for one in every)
    return {key: drawing("series", chart, visit.drawn) for key, chart in charts if chart is not None}


def timeline_of(found: Stands) -> list[dict[str, str]]:
    """The dated events of the casebook, each with its source."""
    events = sorted(found.timeline, key=lambda one: (one.first("date"), one.id))
    return [
        {"date": one.first("date"), "name": one.caption, "source": one.first("publisher") or one.first("sourceUrl"),
         "points": ", ".join(word for word in one.get("keywords") if word[:1] == "B" and word[1:].isdigit())}
        for one in events
    ]  # fmt: skip


ROUTES = [standing_page, file, dissented]
