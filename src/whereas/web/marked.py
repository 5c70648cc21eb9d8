"""What somebody met of marked material: noted for every route alike, so that no page can forget it."""

from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from litestar import Request
from litestar.types import Message

from whereas.core.clearance import Clearance
from whereas.core.marking import TLP, Marking
from whereas.ledger.desk import Board
from whereas.ledger.ledger import Ledger
from whereas.sources.catalogue import sources
from whereas.web.register import Person
from whereas.web.register.audit import Act
from whereas.web.visit import address_of
from whereas.workbench.seen import exhibit_markings

_OPEN = Clearance()
_SHORTEST = 6  # characters of an id that name it
# What is searched for, in whichever words: no id is sought in it.
_SEARCHED = ("q", "name", "words")
# What names a thing, and by what it is noted.
Ids = Mapping[str, str]
_KEPT: WeakKeyDictionary[Ledger, tuple[str, Ids]] = WeakKeyDictionary()


def note_reading(request: Request[Any, Any, Any], message: Message) -> None:
    """Note in the audit what this answer shows: each marked thing the request named, each file that is saved, and once
    a state of the ledger, that somebody saw lists and boards in which marked material stands."""
    person: Person = request.scope["user"]
    acts = [("read", one) for one in _marked_here(request, person)]
    if _is_file(message) and not {"export", "download"} & request.scope["state"].get("noted", set()):
        named = str(next(iter(request.path_params.values()), ""))
        acts.append(("export", noted_as(named) if "/cases/" in request.url.path else named))
    state = request.app.state
    for action, named in acts:
        state.register.audit.note(
            Act(at=state.config.clock(), who=person.name, action=action, object=str(named)[:128],
                route=request.scope.get("path_template", ""), address=address_of(request))
        )  # fmt: skip


def _marked_here(request: Request[Any, Any, Any], person: Person) -> list[str]:
    if person.clearance == _OPEN:
        return []
    state = request.app.state
    ledger = state.room.seen(person.clearance, author=person.name, now=state.config.clock()).bench.ledger
    marked = marked_ids(ledger)
    if not marked:
        return []
    asked = (said for name, said in request.query_params.items() if name not in _SEARCHED)
    named = [str(one) for one in (*request.path_params.values(), *asked)]
    found = sorted({marked[whole] for one in named for whole in _meant(one, marked)})
    return found + _sight(request, person, ledger.root)


def _sight(request: Request[Any, Any, Any], person: Person, root: str) -> list[str]:
    """Lists show lines of many things: that somebody saw this state of the ledger is noted once, by its root."""
    seen = request.app.state.sights
    if (person, root) in seen:
        return []
    seen.add((person, root))
    return [f"ledger:{root}"]


def marked_ids(ledger: Ledger) -> Ids:
    """Exhibits, claims, cases, and the subjects of such claims, that are in sight and marked above clear: each with
    what it is noted by."""
    root, kept = _KEPT.get(ledger, ("", {}))
    if root != ledger.root:
        root, board = ledger.root, ledger.desk()
        markings = exhibit_markings(ledger.exhibits(), board, _of_source)
        every = set(_marked(board, {key for key, one in markings.items() if is_marked(one)}))
        kept = {one: noted_as(one) if one in board.casework else one for one in every}
        _KEPT[ledger] = (root, kept)
    return kept


def noted_as(case: str) -> str:
    """By what a case is noted: its key begins with words of its question, which are no matter of the audit."""
    return f"case-{case.rpartition('-')[2]}"


def _marked(board: Board, exhibits: set[str]) -> Iterable[str]:
    yield from exhibits
    for claim in board.claims.values():
        if exhibits & {span.exhibit for span in (*claim.spans, *claim.against)}:
            # What is said of somebody in words is no id.
            yield from (one for one in (claim.id, claim.subject, claim.object) if one and len(one.split()) == 1)
    for one in board.log:
        if is_marked(getattr(one.said, "marking", None)):
            yield from filter(None, (str(getattr(one.said, name, "")) for name in ("key", "case", "dossier")))


def _of_source(key: str) -> Marking | None:
    module = sources().get(key)
    return module.SOURCE.marking if module is not None else None


def is_marked(marking: Marking | None) -> bool:
    """Whether something is not for everybody."""
    return marking is not None and (marking.tlp > TLP.CLEAR or marking.releasable_to is not None)


def _meant(said: str, marked: Ids) -> set[str]:
    if said in marked:
        return {said}
    if len(said) < _SHORTEST or said.strip("0123456789abcdef"):
        return set()
    return {one for one in marked if one.startswith(said)}


def _is_file(message: Message) -> bool:
    headers = dict(message.get("headers", []))  # type: ignore[call-overload] # only of the start of an answer
    return bool(headers.get(b"content-disposition", b"").lower().startswith(b"attachment"))
