"""The network page: who is linked to whom, drawn and as a list, with the statements that each link rests on."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from whereas.core.errors import WhereasError
from whereas.trace.control import Traced
from whereas.web.access import needs
from whereas.web.assets import STATIC
from whereas.web.catalogue import Entry
from whereas.web.graph import ASKED, SEED, Asked, AskedHere, Drawn, LinkShown, drawn, known_there
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.afoot import BusyError
from whereas.workbench.assessing import whole_day
from whereas.workbench.looking import edition_day, editions
from whereas.workbench.network import USUAL, Network, network, network_soon
from whereas.workbench.network_links import KINDS

ENTRY = Entry(key="network", path="/network", order=32, shortcut="n")
# A list that is read, not scrolled for ever: the rest is a page further on, and in the file.
_ON_A_PAGE, _OF_A_KIND = 100, 60
_PATIENCE = 1.2  # seconds in which a past state must be there; else the page says that it is being made


_NOTHING = Drawn(nodes=(), links=(), starts=(), ways=(), left_out=0, alone=0, seed=SEED, revision="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The links of one kind that are drawn: those that are listed, and how many there are."""

    kind: str
    links: tuple[LinkShown, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the rules on ownership make of the party in the middle: see `trace`."""

    verdict: str
    share: str
    rule: str
    paths: tuple[tuple[tuple[str, str], ...], ...]
    controlled: str
    chains: tuple[tuple[tuple[str, str], ...], ...]


@get("/network", opt=needs(Permission.READ), dependencies=ASKED, sync_to_thread=True, include_in_schema=False)
def show(
    visit: Here, asked: AskedHere, q: Annotated[str, QueryParameter(max_length=200)] = "",
    part: Annotated[int, QueryParameter(ge=1)] = 1, wait: Annotated[int, QueryParameter(ge=0, le=1)] = 0,
) -> Template:  # fmt: skip
    """A state of the network. `q` narrows the list, `part` is its page; with `wait` a past day is waited for."""
    said, trouble, unknown, net = asked, "", "", None
    try:
        net = _there(visit, asked, wait=bool(wait))
        if net is None:
            return page(visit, "network_afoot.html.j2", here="network", asked=asked, again=address(asked, wait=1),
                        today=address(asked, as_of=""), query=query(asked))  # fmt: skip
        asked, choices, unknown = _named(visit, net, asked)
        # Who is not found, or is one of several, is not answered with everybody.
        lost = not asked.around and bool(unknown or choices)
        found = _NOTHING if lost else drawn(net, asked, visit.seen.revision)
    except WhereasError as error:  # a slip in the form: the page stays, and says what to do
        trouble = f"{error.what}; {error.todo}"
        asked, choices, net, lost, found = Asked(), {}, network(visit.seen), True, _NOTHING
    nodes = [one for one in found.nodes if q.casefold() in one.caption.casefold()]
    last = max(1, -(-len(nodes) // _ON_A_PAGE))
    part = min(part, last)
    return page(
        visit, "network.html.j2", here="network", asked=asked, said=said, found=found, choices=choices, trouble=trouble,
        unknown=unknown, lost=lost, matching=len(nodes), part=part, last=last, q=q,
        nodes=nodes[(part - 1) * _ON_A_PAGE : part * _ON_A_PAGE],
        groups=_groups(found), by_id={one.id: one for one in found.nodes}, link_of={one.id: one for one in found.links},
        kinds=KINDS, chosen=frozenset(asked.kinds) or USUAL, authorities=net.authorities, held=_held(visit, net, asked),
        address=address, query=query, hidden=pairs(asked), opened=_opened, words=_words(visit), shapes=_shapes(found),
        built=all((STATIC / name).exists() for name in ("network.js", "network.css")), big=len(found.nodes) > 1500,
        read=_editions(visit, asked), days=editions(visit.seen),
    )  # fmt: skip


def _there(visit: Visit, asked: Asked, *, wait: bool) -> Network | None:
    """The state that is asked for; None where it is not there yet, and where too many wait for past states already."""
    try:
        return network(visit.seen, asked.as_of) if wait else network_soon(visit.seen, asked.as_of, _PATIENCE)
    except BusyError:
        return None


def _editions(visit: Visit, asked: Asked) -> list[tuple[str, str, str]]:
    """The editions that a past state is read from: source, its title, the day; the latest first."""
    if not asked.as_of:
        return []
    modules = visit.seen.bench.modules
    found = visit.seen.bench.view(whole_day(asked.as_of)).editions()
    named = [(key, modules[key].SOURCE.title, day) for key, day in found.items() if key in modules]
    return sorted(named, key=lambda one: (one[2], one[0]), reverse=True)


def query(asked: Asked, **changes: object) -> str:
    """A state of the network as a query string, with changes; what is as usual is left out."""
    return urlencode(pairs(msgspec.structs.replace(asked, **changes)))


def pairs(state: Asked) -> list[tuple[str, str]]:
    """A state as names and values."""
    every = [("around", state.around), *(("open", one) for one in state.opened)]
    every += [("depth", str(state.depth) if state.depth > 1 else ""), *(("kinds", one) for one in state.kinds)]
    every += [("as_of", state.as_of), ("on", state.on), ("authority", state.authority), ("path_to", state.path_to),
              ("scope", state.scope if state.scope != "programme" and not state.around else "")]  # fmt: skip
    return [(name, value) for name, value in every if value]


def address(asked: Asked, *, wait: int = 0, **changes: object) -> str:
    """The address of a state of this page; with `wait` one that answers only when the state is there."""
    said = query(asked, **changes) + ("&wait=1" if wait else "")
    return f"{ENTRY.path}?{said}" if said else ENTRY.path


def _opened(asked: Asked, key: str) -> tuple[str, ...]:
    """The nodes that are open when this one is opened, or closed if it was open."""
    if key in asked.opened:
        return tuple(one for one in asked.opened if one != key)
    return (*asked.opened, key)


def _named(visit: Visit, net: Network, asked: Asked) -> tuple[Asked, dict[str, list[tuple[str, str]]], str]:
    """The ids of what was asked for by name; where a name is borne by several, they are choices and none is taken."""
    choices: dict[str, list[tuple[str, str]]] = {}
    asked = known_there(visit.seen, net, asked)
    unknown = ""
    for field in ("around", "path_to"):
        text = getattr(asked, field)
        if not text or net.has(text):
            continue
        found = net.called(text)
        asked = msgspec.structs.replace(asked, **{field: found[0].id if len(found) == 1 else ""})
        if len(found) > 1:
            choices[field] = [(one.id, one.caption) for one in found]
        elif not found:
            unknown = unknown or text
    if not asked.around and asked.path_to:
        asked = msgspec.structs.replace(asked, path_to="")
    return asked, choices, unknown


def _groups(found: Drawn) -> list[Group]:
    groups = []
    for kind in KINDS:
        held = [one for one in found.links if one.kind == kind]
        if held:
            groups.append(Group(kind=kind, links=tuple(held[:_OF_A_KIND]), count=len(held)))
    return groups


def _held(visit: Visit, net: Network, asked: Asked) -> Held | None:
    """What the rule of the day makes of the party; None where nobody is known to own or control it."""
    if not asked.around:
        return None
    key = net.key(asked.around)
    traced = _traced(visit, net, asked)
    owned, controlled = traced.owned(key), traced.controlled(key)
    if key not in traced.ownership.found and not controlled.chains:
        return None

    def named(path: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((one, net.node(one).caption) for one in path)

    return Held(
        verdict=owned.verdict.value, share=str(owned.now.share.rounded()), rule=owned.now.rule.title,
        paths=tuple(named(path) for path in owned.paths), controlled=controlled.verdict.value,
        chains=tuple(named(chain.path) for chain in controlled.chains),
    )  # fmt: skip


def _traced(visit: Visit, net: Network, asked: Asked) -> Traced:
    """Who owns and controls whom on the very day, in the editions that are asked for."""
    day = whole_day(asked.on or asked.as_of)
    if not day:
        return visit.seen.knowledge.sight.traced
    kept = net.kept.get(("traced", day))
    if isinstance(kept, Traced):
        return kept
    edition = edition_day(visit.seen, asked.as_of)
    sight = (visit.seen.know(edition) if edition else visit.seen.knowledge).sight
    made = replace(sight, report=replace(sight.report, as_of=day)).traced
    net.keep(("traced", day), made)
    return made


def _shapes(found: Drawn) -> list[str]:
    drawn_as = {one.shape for one in found.nodes}
    return [one for one in _SHAPES if one in drawn_as]


def _words(visit: Visit) -> dict[str, str]:
    """The words that the script needs, by key."""
    keys = [*(f"kind.{one}" for one in KINDS), *(f"shape.{one}" for one in _SHAPES),
            *(f"basis.{one}" for one in ("stated", "recorded", "inferred")),
            *(f"script.{one}" for one in _SAID)]  # fmt: skip
    return {one: visit.t(f"network.{one}") for one in keys}


_SHAPES = ("person", "organisation", "vessel", "aircraft", "wallet", "event", "mark", "recorded", "other")
_SAID = (
    "choose", "open", "open_kind", "close", "hide", "centre", "page", "pin", "unpin", "undo", "redo", "arrange", "stop",
    "fit", "closer", "further", "png", "svg", "listed", "not_listed", "links", "rests", "more", "failed", "drawn",
    "pinned", "hidden", "show_all", "way", "find", "none_found", "busy", "keys", "no_webgl",
)  # fmt: skip

ROUTES = [show]
