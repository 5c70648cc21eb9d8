"""Alerts as their owner may see them now: what changed, by whose statement, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar.exceptions import NotFoundException

from whereas.core.errors import WhereasError
from whereas.core.statement import Statement
from whereas.ledger.view import View
from whereas.web import links
from whereas.web.visit import Visit
from whereas.web.watches import Alert, Watch, Watches, Watching

# A name longer than this is none.
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an edition says of a party that the one before it did not, and the other way round."""

    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]


def shown(visit: Visit) -> list[Alert]:
    """The visitor's alerts, without those that rest on what their clearance no longer covers."""
    return [one for one in Watches(visit.register).alerts(visit.person.name) if _is_seen(visit, one)]


def unread(visit: Visit) -> int:
    """How many of them were never looked at."""
    new = Watches(visit.register).alerts(visit.person.name, states=("new",))
    return sum(1 for one in new if _is_seen(visit, one))


def watched(visit: Visit) -> list[Watch]:
    """What the visitor watches, without cases that are not in their sight."""
    mine = Watches(visit.register).of(visit.person.name)
    known = visit.seen.bench.ledger.desk().casework
    return [one for one in mine if one.kind is not Watching.CASE or one.key in known]


def watch_of(visit: Visit, kind: str, key: str) -> Watch | None:
    """The visitor's watch on a thing, also one that began when a party still went by another of its ids."""
    canonical = visit.seen.resolved.graph.canonical if kind == Watching.ENTITY else {}
    mine = Watches(visit.register).of(visit.person.name)
    return next((one for one in mine if one.kind == kind and key in (one.key, canonical.get(one.key))), None)


def begin(visit: Visit, kind: str, key: str) -> Watch:
    """Watch a thing. Raises `WhereasError` for a kind that is none or a key that cannot be one.

    Whether an id or a case is there is not said: what a clearance does not cover is answered like what is not there.
    """
    key = " ".join(key.split())
    if kind not in set(Watching) or not key or len(key) > _LONGEST:
        raise WhereasError("this cannot be watched", todo=f"give one of {', '.join(Watching)}, and an id or a name")
    chosen = Watching(kind)
    if chosen is Watching.SOURCE:
        visit.seen.bench.chosen([key])
    return Watches(visit.register).begin(visit.person.name, chosen, key, _called(visit, chosen, key), now=visit.now)


def end(visit: Visit, key: str) -> None:
    """Watch a thing no more. Raises `NotFoundException`."""
    if not Watches(visit.register).end(visit.person.name, key):
        raise NotFoundException("you watch no such thing")


def one(visit: Visit, key: str) -> Alert:
    """An alert of the visitor's. Raises `NotFoundException`."""
    found = next((alert for alert in shown(visit) if alert.id == key), None)
    if found is None:
        raise NotFoundException("there is no such alert")
    return found


def put(visit: Visit, keys: Iterable[str], state: str) -> int:
    """Mark alerts of the visitor's as read or dismissed; returns how many there were."""
    return Watches(visit.register).set(visit.person.name, list(keys), state)


def difference(visit: Visit, found: Alert) -> Difference:
    """The statements that differ between the two editions, of the party and of its designations, papers and links."""
    ledger = visit.seen.bench.ledger
    old = _said(ledger.view(revision=found.from_revision), found, found.before)
    new = _said(ledger.view(revision=found.to_revision), found, found.after)
    return Difference(
        added=tuple(said for key, said in new.items() if key not in old),
        removed=tuple(said for key, said in old.items() if key not in new),
    )


def caption(visit: Visit, found: Alert) -> str:
    """What the party is called now, or was; whoever is listed now is found at once among the merged parties."""
    if name := _listed_as(visit, found.entity):
        return name
    for revision in (found.to_revision, found.from_revision):
        entity = visit.seen.bench.ledger.view(revision=revision).entity(found.entity)
        if entity is not None:
            return entity.caption
    return found.entity


def places(found: Alert) -> tuple[str, str]:
    """The pages of the party as of the edition before, and as of this one; empty where there is none."""
    before = links.entity(found.entity, as_of=found.was) if found.was and found.what in ("changed", "removed") else ""
    after = links.entity(found.entity, as_of=found.edition) if found.what != "removed" else ""
    return before, after


def _said(view: View, found: Alert, exhibit: str) -> dict[Any, Statement]:
    if not exhibit or not found.entity:
        return {}
    readings = tuple(one for one in view.readings if one.exhibit.sha256 == exhibit)
    only = View(store=view.store, readings=readings, judgements=(), revision=view.revision, root=view.root)
    entity = only.entity(found.entity)
    parts = [*only.parts_of(found.entity)] if entity is not None else []
    return {said.id: said for part in ([entity, *parts] if entity else []) for said in part.statements}


def _is_seen(visit: Visit, found: Alert) -> bool:
    ledger = visit.seen.bench.ledger
    exhibits = [key for key in (found.before, found.after) if key]
    if not all(ledger.shows(key) for key in exhibits):  # type: ignore[attr-defined] # a visit's ledger is a seen one
        return False
    return any(one.id == found.watch for one in watched(visit))


def _called(visit: Visit, kind: Watching, key: str) -> str:
    if kind is Watching.SOURCE:
        return visit.seen.bench.modules[key].SOURCE.title
    return (_listed_as(visit, key) or key) if kind is Watching.ENTITY else key


def _listed_as(visit: Visit, key: str) -> str:
    """What a party in view is called; empty for an id that is none."""
    graph = visit.seen.resolved.graph
    thing = graph.things.get(graph.canonical.get(key, key))
    return thing.caption if thing is not None else ""
