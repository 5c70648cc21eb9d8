"""Looks an entity up for a page: as somebody may see it, as of a day, without making anew what is made already."""

from dataclasses import dataclass
from functools import partial

from whereas.assess.alignment import AlignmentReport, Row
from whereas.assess.contradictions.contradiction import Contradiction
from whereas.assess.router import Routing
from whereas.core import schema as schemata
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.errors import WhereasError
from whereas.core.judgement import Decision, Judgement, Reason
from whereas.policy.programmes import load_programme
from whereas.resolve.resolution import Graph
from whereas.workbench.assessing import whole_day
from whereas.workbench.bench import Resolved
from whereas.workbench.entity_page import EntityPage, entity_page, pointing_at
from whereas.workbench.room import Seen

DECISIONS = {"same": (Decision.SAME, 1.0), "different": (Decision.DIFFERENT, 0.0), "unsure": (Decision.UNSURE, 0.5),
             "take back": (Decision.NO_JUDGEMENT, 0.5)}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """What the desk, the detectors and the alignment add to what lists say of an entity: as of today alone."""

    recorded: tuple[Claim, ...]
    detected: tuple[Claim, ...]
    routing: Routing | None
    row: Row | None
    contradictions: tuple[Contradiction, ...]


def edition_day(seen: Seen, as_of: str) -> str:
    """The day that names the state of the lists on `as_of`: of two days with the same editions the same; today's is
    the empty string. What is made of a state is then made once. Raises `WhereasError` for no date."""
    if not as_of:
        return ""
    day = whole_day(as_of)
    numbers = [one.no for one in seen.bench.view(day).readings]
    if numbers == [one.no for one in seen.bench.view().readings]:
        return ""
    latest = max((one.exhibit.edition for one in seen.bench.view(day).readings), default="")
    return latest if latest and [one.no for one in seen.bench.view(latest).readings] == numbers else day


def editions(seen: Seen) -> tuple[str, ...]:
    """The dates of all editions of lists that this person may see, the latest first."""
    modules = seen.bench.modules
    dates = {
        one.edition for one in seen.bench.ledger.exhibits().values()
        if one.source in modules and modules[one.source].SOURCE.authority != "-" and one.edition
    }  # fmt: skip
    return tuple(sorted(dates, reverse=True))


def merged_on(seen: Seen, as_of: str) -> Resolved:
    """The lists merged as of a day (empty: today)."""
    return seen.bench.merged(edition_day(seen, as_of))


def aligned_on(seen: Seen, as_of: str) -> AlignmentReport:
    """Where lists differ as of a day (empty: today)."""
    day = whole_day(as_of) or seen.bench.now[:10]
    return seen.bench.align(merged_on(seen, as_of), seen.focus, as_of=day)


def look(seen: Seen, named: str, as_of: str = "") -> EntityPage | None:
    """An entity by any of its ids as of a day; None where nothing in view speaks of it then."""
    bench, edition = seen.bench, edition_day(seen, as_of)
    resolved = bench.merged(edition)
    graph: Graph = resolved.graph
    key = next((graph.canonical[one] for one in _known_as(seen, named) if one in graph.canonical), "")
    if not key:
        return None
    pointing = bench.once("pointing", edition, partial(pointing_at, graph))
    return entity_page(
        graph, key,
        as_of=whole_day(as_of) or bench.now[:10],
        programme=load_programme(seen.focus),
        editions=bench.editions(resolved.view),
        authorities={name: module.SOURCE.authority for name, module in bench.modules.items()},
        judgements=resolved.judgements,
        pointing=pointing,
    )  # fmt: skip


def _known_as(seen: Seen, named: str) -> tuple[str, ...]:
    """An id with all that mean the same today: on another day some list that has one of them was not out."""
    graph = seen.resolved.graph
    thing = graph.things.get(graph.canonical.get(named, ""))
    return (named, *thing.members) if thing is not None else (named,)


def bearing(seen: Seen, page: EntityPage) -> Bearing:
    """What is claimed of an entity, which criteria are near, and where lists differ on it."""
    known = seen.knowledge
    key, ids = page.thing.id, {page.thing.id, *page.thing.members}
    party = any(schemata.is_a(page.thing.schema, kind) for kind in ("Person", "Organization", "Vessel"))
    return Bearing(
        recorded=tuple(one for one in known.board.standing if one.subject in ids),
        detected=tuple(one for one in known.detected if one.subject in ids),
        routing=known.route(known.subject(key)) if party else None,
        row=known.rows.get(key),
        contradictions=tuple(one for one in known.report.contradictions if ids & set(one.entities)),
    )


def exports(seen: Seen, page: EntityPage, as_of: str) -> tuple[Entity, ...]:
    """The entity with the designations, documents and links that name it, as they are exported."""
    graph = merged_on(seen, as_of).graph
    return (page.thing, *graph.parts.get(page.thing.id, ()))


def parts_of(seen: Seen, page: EntityPage, as_of: str) -> tuple[Entity, ...]:
    """What names an entity, by its own ids: for each entry of the entity in turn what names it, as `whereas show` has
    it; of a thing that was merged itself, the entry that names this one."""
    edition = edition_day(seen, as_of)
    graph = seen.bench.merged(edition).graph
    pointing = seen.bench.once("pointing", edition, partial(pointing_at, graph)).get(page.thing.id, ())
    naming: dict[str, dict[str, Entity]] = {}
    for part in graph.parts.get(page.thing.id, ()):
        for said in part.statements:
            naming.setdefault(said.value, {})[part.id] = part
    for said in pointing:
        whole = graph.things[graph.canonical[said.entity]]
        own = tuple(one for one in whole.statements if one.entity == said.entity)
        naming.setdefault(said.value, {})[said.entity] = Entity(id=said.entity, statements=own, members=(said.entity,))
    return tuple(
        naming[member][key] for member in page.thing.members for key in sorted(naming.get(member, {})) if key != member
    )


def decide(seen: Seen, left: str, right: str, decision: str, why: str) -> Judgement:
    """Record a person's decision whether two entries are one. Raises `WhereasError` for what cannot be decided so."""
    graph = seen.resolved.graph
    one, other = sorted((left.strip(), right.strip()))
    if decision not in DECISIONS:
        raise WhereasError(f"{decision!r} is no decision", todo=f"choose one of: {', '.join(DECISIONS)}")
    if not why.strip():
        raise WhereasError("a decision needs its reason", todo="say in a sentence what shows it")
    if one == other:
        raise WhereasError("a decision is between two entries", todo="give the ids of two different entries")
    if unknown := [key for key in (one, other) if key not in graph.canonical]:
        raise WhereasError(
            f"no list in view has the entry {', '.join(unknown)}", todo="give a source's id, as the columns show it"
        )
    chosen, score = DECISIONS[decision]
    reason = Reason(feature="review", weight=0.0, words=why.strip())
    said = Judgement(
        left=one, right=other, decision=chosen, author=seen.bench.settings.author, at=seen.bench.now, score=score,
        reasons=(reason,),
    )  # fmt: skip
    seen.bench.judge(said)
    return said
