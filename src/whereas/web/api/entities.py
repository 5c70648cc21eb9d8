"""Entities over the API: every statement of one, with its source and its place in its exhibit."""

from dataclasses import asdict, dataclass

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from whereas.publish.entity_files import plain_entity
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.entity_states import states
from whereas.workbench.looking import look, parts_of

_PATIENCE = 20.0  # seconds in which what editions changed is counted, the first time


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A designation, a document, a link or a thing that names the entity, with its statements."""

    id: str
    schema: str
    statements: list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity as of a day: the entries of lists it was merged from, and each statement about it.

    A statement has `id`, `source`, `entity` (the source's own id), `schema`, `prop`, `value`, `original`, `lang`,
    `valid_from`, `valid_to`, `locator` and `exhibit` (SHA-256).
    """

    id: str
    members: list[str]
    statements: list[dict[str, str]]
    parts: list[Part]


@get("/api/v1/entities/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, tags=["entities"])
def entity(visit: Here, *, key: FromPath[str], as_of: FromQuery[str] = "") -> Entity:
    """Everything that is said of an entity, as `whereas show ID --json` prints it.

    `key` is a source's id or a merged id; `as_of` a partial ISO date that leaves later editions out.
    """
    found = look(visit.seen, key, as_of)
    if found is None:
        raise NotFoundException("nothing in view speaks of this id")
    plain = plain_entity(found.thing, parts_of(visit.seen, found, as_of))
    return Entity(
        id=plain["id"], members=plain["members"], statements=plain["statements"],
        parts=[Part(**part) for part in plain["parts"]],
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionShown:
    """An edition of a file of a source. `came` and `went` count statements about the entity, with its listings,
    documents and links; null for the first edition that is held, and while they are being counted."""

    source: str
    feed: str
    edition: str
    first: bool
    came: int | None
    went: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateShown:
    """What lists say of an entity from a day on: ask for it with `as_of`, which is empty for today's state."""

    day: str
    as_of: str
    editions: list[EditionShown]


@get("/api/v1/entities/{key:str}/states", opt=needs(Permission.READ), sync_to_thread=True, tags=["entities"])
def entity_states(visit: Here, key: FromPath[str]) -> list[StateShown]:
    """The states of an entity, the earliest first.

    A state for each day on which an edition of a list that speaks of it, or ever did, came out. A change in a list may
    be one of format, and is no finding about the entity.
    """
    found = states(visit.seen, [key], "", patience=_PATIENCE).states
    if not found:
        raise NotFoundException("nothing in the ledger speaks of this id")
    return [
        StateShown(day=one.day, as_of=one.as_of, editions=[EditionShown(**asdict(each)) for each in one.editions])
        for one in found
    ]


ROUTES = [entity, entity_states]
