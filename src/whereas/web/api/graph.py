"""The network by API: around a party, ways between two, one node opened, the whole programme, and its files."""

from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter

from whereas.core.errors import WhereasError
from whereas.web.access import needs
from whereas.web.graph import (
    ASKED,
    Asked,
    AskedHere,
    Drawn,
    EditionsBy,
    HoldsOn,
    LinkShown,
    drawn,
    link_shown,
    on_the_day,
    part_of,
    places_of,
)
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.network import Network, network
from whereas.workbench.network_files import FORMATS, file_of

Party = Annotated[
    str, QueryParameter(name="id", description="An id of a party, as any list or the desk gives it.", max_length=400)
]
READ = needs(Permission.READ)


@get("/api/v1/graph", opt=READ, dependencies=ASKED, sync_to_thread=True)
def state(visit: Here, asked: AskedHere) -> Drawn:
    """A state of the network.

    What the page shows for the same question: around a party, opened further, as of a day, or the way to another.
    """
    return _drawn(visit, asked)


@get("/api/v1/graph/around", opt=READ, sync_to_thread=True)
def around(
    *, visit: Here, party: Party, depth: Annotated[int, QueryParameter(ge=1, le=3)] = 1,
    kinds: FromQuery[list[str] | None] = None, as_of: EditionsBy = "", on: HoldsOn = "",
    authority: FromQuery[str] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=10000)] = 400,
) -> Drawn:  # fmt: skip
    """Around a party.

    Everything within `depth` links, nearest first, with the statements and claims that each link rests on.
    """
    asked = Asked(
        around=party, depth=depth, kinds=tuple(kinds or ()), as_of=as_of, on=on, authority=authority, limit=limit
    )
    return _drawn(visit, asked)


@get("/api/v1/graph/expand", opt=READ, sync_to_thread=True)
def expand(
    *,
    visit: Here,
    party: Party,
    kind: FromQuery[str] = "",
    as_of: EditionsBy = "",
    on: HoldsOn = "",
    limit: Annotated[int, QueryParameter(ge=1, le=1000)] = 100,
) -> Drawn:  # fmt: skip
    """One node opened.

    Its links, of one kind if asked, and what stands at their other ends.
    """
    return _drawn(visit, Asked(around=party, kinds=(kind,) if kind else (), as_of=as_of, on=on, limit=limit))


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way between two parties: its links in order."""

    links: tuple[LinkShown, ...]


@get("/api/v1/graph/path", opt=READ, sync_to_thread=True)
def path(
    *, visit: Here, start: Annotated[str, QueryParameter(name="from", max_length=400)],
    goal: Annotated[str, QueryParameter(name="to", max_length=400)],
    k: Annotated[int, QueryParameter(ge=1, le=5, description="At most so many ways.")] = 3,
    kinds: FromQuery[list[str] | None] = None, as_of: EditionsBy = "", on: HoldsOn = "",
) -> list[Way]:  # fmt: skip
    """Ways between two parties.

    The shortest first, none longer than eight links, none through a node twice. A way shows what is linked, not that
    anything passed along it.
    """
    net, asked = on_the_day(visit.seen, Asked(around=start, path_to=goal, kinds=tuple(kinds or ()), as_of=as_of, on=on))
    ways = net.ways(net.key(asked.around), net.key(asked.path_to), asked.sieve, most=k)
    return [Way(links=tuple(link_shown(edge, grounds=True) for edge in way)) for way in ways]


@get("/api/v1/graph/all", opt=READ, sync_to_thread=True)
def everything(
    *, visit: Here, extent: Annotated[str, QueryParameter(name="scope", pattern="^(programme|all)$")] = "programme",
    kinds: FromQuery[list[str] | None] = None, as_of: EditionsBy = "", on: HoldsOn = "",
    authority: FromQuery[str] = "",
    limit: Annotated[int, QueryParameter(ge=6000, le=10000)] = 6000,
) -> Drawn:  # fmt: skip
    """The whole network.

    The parties of the programme with what they are linked to, or everything that is linked, with places.
    """
    return _drawn(
        visit, Asked(scope=extent, kinds=tuple(kinds or ()), as_of=as_of, on=on, authority=authority, limit=limit)
    )


@get("/api/v1/graph/link/{link_id:str}", opt=READ, sync_to_thread=True)
def link(visit: Here, *, link_id: FromPath[str], as_of: EditionsBy = "") -> LinkShown:
    """One link.

    With the statements and claims it rests on, in the editions of the day.
    """
    edge = network(visit.seen, as_of).edges.get(link_id)
    if edge is None:
        raise NotFoundException("there is no such link, or none that you may see")
    return link_shown(edge, grounds=True)


@get("/api/v1/graph/file", opt=READ, dependencies=ASKED, sync_to_thread=True)
def file(
    visit: Here, asked: AskedHere, form: Annotated[str, QueryParameter(name="format")] = "gexf"
) -> Response[bytes]:
    """A state of the network as a file.

    `gexf` (GEXF 1.3), `svg`, `links` (CSV, one row for each statement or claim a link rests on), `nodes` (CSV).
    """
    if form not in FORMATS:
        raise WhereasError(f"there is no format {form!r}", todo=f"choose among: {', '.join(FORMATS)}")
    net, asked = on_the_day(visit.seen, asked)
    part, _ = part_of(net, asked)
    name, media = FORMATS[form]
    made = file_of(
        form, net, part, places_of(part), revision=visit.seen.revision, day=visit.now[:10], as_of=asked.as_of
    )
    visit.audit("export", _about(net, asked))
    return Response(made, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


@post("/api/v1/graph/pictures", opt=READ, dependencies=ASKED, sync_to_thread=True, status_code=204)
def picture(visit: Here, asked: AskedHere) -> None:
    """Note a saved picture.

    A browser that draws the network into a picture itself says so here before it saves it, as an export of the state
    that was asked for: nothing is sent back.
    """
    net, asked = on_the_day(visit.seen, asked)
    visit.audit("export", _about(net, asked))


def _about(net: Network, asked: Asked) -> str:
    """What an export is noted of: the party in the middle, or the whole network."""
    return net.key(asked.around) if asked.around else "network"


def _drawn(visit: Here, asked: Asked) -> Drawn:
    net, asked = on_the_day(visit.seen, asked)
    return drawn(net, asked, visit.seen.revision)


ROUTES = [state, around, expand, path, everything, link, file, picture]
