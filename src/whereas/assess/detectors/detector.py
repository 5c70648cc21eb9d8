"""What a detector's file promises, what it sees, and the small examples that show when it fires and when it rests."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from whereas.assess.alignment import AlignmentReport, align
from whereas.assess.opposition import rivals
from whereas.core import schema as schemata
from whereas.core.catalogue import modules
from whereas.core.claim import Claim, Quantity
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.core.span import Span
from whereas.core.statement import Statement
from whereas.policy.claims import claim_kinds
from whereas.policy.ownership import ownership_law
from whereas.policy.programmes import Programme
from whereas.resolve.resolution import Graph, build_graph
from whereas.trace.control import Traced, control
from whereas.trace.reading import read

# What the whole set of detectors is called in claims; raised when what they look for changes.
VERSION = "1"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a detector looks at: the merged graph, the ids to look at, and the alignment of lists on the programme.

    `claims` are those that people recorded and that stand.
    """

    graph: Graph
    report: AlignmentReport
    subjects: tuple[str, ...]
    claims: tuple[Claim, ...] = ()

    @property
    def programme(self) -> Programme:
        """The subject of policy."""
        return self.report.programme

    @property
    def as_of(self) -> str:
        """The ISO day of the assessment."""
        return self.report.as_of

    def things(self) -> Iterator[Entity]:
        """The entities to look at, in order."""
        for key in self.subjects:
            yield self.graph.things[key]

    def of(self, source_id: str) -> str:
        """The canonical id of a source's id."""
        return self.graph.canonical.get(source_id, source_id)

    def caption(self, source_id: str) -> str:
        """What to call a party by any of its ids."""
        thing = self.graph.things.get(self.of(source_id))
        return thing.caption if thing is not None else self._names.get(source_id, source_id)

    @cached_property
    def recorded(self) -> Mapping[str, Claim]:
        """The claims that people recorded, by id."""
        return {one.id: one for one in self.claims}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What people call the parties that stand on no list."""
        said = (one for one in self.claims if one.kind == "identity" and one.object.startswith("name:"))
        return {one.subject: one.object.partition(":")[2].strip() for one in said}

    @cached_property
    def traced(self) -> Traced:
        """Who is owned or controlled by listed parties on the day, from lists and from claims."""
        law = ownership_law()
        known = read(self.graph, self.claims, law)
        return control(
            known.stakes, known.relations, self.listed.keys(), law, as_of=self.as_of, problems=known.problems
        )

    @cached_property
    def listed(self) -> Mapping[str, tuple[Entity, ...]]:
        """Every party that some list designates on the day, with its sanctions in force."""
        found = {}
        for key in self.graph.parts:
            running = tuple(one for one in self.graph.sanctions(key) if runs(one, self.as_of))
            if running:
                found[key] = running
        return found


def runs(sanction: Entity, as_of: str) -> bool:
    """Whether a listing runs on an ISO day by its own dates."""
    starts, ends = sanction.get("listingDate", "startDate"), sanction.get("endDate")
    return (not starts or min(starts) <= as_of) and (not ends or max(ends) >= as_of[: len(max(ends))])


Detect = Callable[[Sight], Iterator[Claim]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One detector: `key` names it, `claims` is the kind of claim it makes, `looks_for` says it in a sentence.

    `fires` and `rests` are examples in the form that `example` reads: in the first it makes a claim, in the second,
    which is nearly the same, it makes none.
    """

    key: str
    title: str
    claims: str
    looks_for: str
    detect: Detect
    fires: str
    rests: str

    @property
    def author(self) -> str:
        """The name under which its claims stand."""
        return f"machine:{self.key}/{VERSION}"


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector there is, by key."""
    held = [module.DETECTOR for module in modules("whereas.assess.detectors").values() if hasattr(module, "DETECTOR")]
    return tuple(sorted(held, key=lambda one: one.key))


def detect_all(sight: Sight) -> tuple[Claim, ...]:
    """The claims of every detector, each once, in the order of detectors and subjects.

    What stands against a claim that a person recorded stands against all that is derived from it.
    """
    made = (_opposed(claim, sight) for one in detectors() for claim in one.detect(sight))
    return tuple({claim.id: claim for claim in made}.values())


def _opposed(made: Claim, sight: Sight) -> Claim:
    rests = [sight.recorded[key] for key in made.supports if key in sight.recorded]
    against = [one for one in sight.claims if any(rivals(one, each) for each in rests)]
    if not against:
        return made
    return replace(
        made,
        undermines=(*made.undermines, *(one.id for one in against)),
        against=_once((*made.against, *(each for one in against for each in one.spans))),
    )


def span(said: Statement) -> Span:
    """The place of a statement in its exhibit."""
    return Span(
        exhibit=said.exhibit, locator=said.locator, quote=said.original or said.value, statement=said.id.hex(),
        lang=said.lang,
    )  # fmt: skip


def claim(
    detector: str, kind: str, subject: str, words: str, said: Iterable[Statement | Claim], *, as_of: str,
    object_: str = "", against: Iterable[Statement] = (), start: str = "", end: str = "", act: str = "",
    path: tuple[str, ...] = (), confidence: str = "", quantity: Quantity | None = None,
    parts: Iterable[Iterable[Statement | Claim]] = (),
) -> Claim:  # fmt: skip
    """A detector's claim with the statements it rests on; of claims it rests on, it takes over all spans, also against.

    Its `supports` name statements and claims alike, by their ids. `parts` are what it rests on in groups, where each
    of them must be shown.
    """
    every, counter = tuple(dict.fromkeys(said)), tuple(dict.fromkeys(against))
    grounds = tuple(one for one in every if isinstance(one, Statement))
    recorded = tuple(one for one in every if isinstance(one, Claim))
    return Claim(
        kind=kind,
        subject=subject,
        words=words,
        author=f"machine:{detector}/{VERSION}",
        source=", ".join(sorted({*(one.source for one in grounds), *(one.source or one.author for one in recorded)})),
        claimed_on=as_of,
        object=object_,
        start=start,
        end=end,
        act=act,
        confidence=confidence,
        quantity=quantity,
        supports=tuple(one.id.hex() for one in grounds) + tuple(one.id for one in recorded),
        undermines=tuple(one.id.hex() for one in counter),
        spans=_once(span(one) for one in grounds) + _once(each for one in recorded for each in one.spans),
        against=_once(span(one) for one in counter) + _once(each for one in recorded for each in one.against),
        path=path,
        parts=tuple(tuple(sorted({each.id for one in part for each in _spans(one)})) for part in parts),
    )


def _spans(one: Statement | Claim) -> tuple[Span, ...]:
    return (span(one),) if isinstance(one, Statement) else one.spans


def _once(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))


_PAIR = re.compile(r"\s*(\w+)\s*=\s*(.*?)\s*(?:;|$)")


def example(text: str, programme: Programme, *, as_of: str = "2024-09-01") -> Sight:
    """The world an example describes: one entity a line as `id Schema prop=value; prop=value`, merges as `id = id`.

    A claim of a person is a line as `name kind subject=id; object=id; low=30; high=40; start=2020`, in percent. The
    source's key is what stands before the first `-` of an id. Raises `ValueError` for a line of another form.
    """
    said: list[Statement] = []
    merges: list[Judgement] = []
    claims: list[Claim] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        head = line.split(maxsplit=2)
        if head[1:2] == ["="]:
            left, right = sorted((head[0], head[2]))
            merges.append(
                Judgement(left=left, right=right, decision=Decision.SAME, author="example", at=as_of, score=1.0)
            )
            continue
        if len(head) == 3 and head[1] in claim_kinds():
            claims.append(_recorded(line, head, number, as_of))
            continue
        if len(head) < 3 or head[1] not in schemata.SCHEMATA:
            raise ValueError(f"line {number} is not `id Schema prop=value; ...`: {line!r}")
        entity, schema, rest = head
        source = entity.split("-", 1)[0]
        for prop, value in _PAIR.findall(rest):
            said.append(
                Statement(
                    source=source, entity=entity, schema=schema, prop=prop, value=value, locator=f"line:{number}",
                    exhibit=source.ljust(64, "0"),
                )
            )  # fmt: skip
    by_entity: dict[str, list[Statement]] = {}
    for one in said:
        by_entity.setdefault(one.entity, []).append(one)
    entities = [Entity(id=key, statements=tuple(found), members=(key,)) for key, found in by_entity.items()]
    graph = build_graph(entities, merges)
    editions = {one.source: as_of for one in said}
    report = align(graph, as_of=as_of, programme=programme, editions=editions)
    return Sight(graph=graph, report=report, subjects=tuple(graph.things), claims=tuple(claims))


def _recorded(line: str, head: list[str], number: int, as_of: str) -> Claim:
    """A line of an example that stands for a claim of a person, quoted from an exhibit."""
    said = dict(_PAIR.findall(head[2]))
    ends = {name: float(said[name]) if name in said else None for name in ("low", "high")}
    source = head[0].split("-", 1)[0]
    return Claim(
        kind=head[1], subject=said["subject"], object=said.get("object", ""), words=said.get("words", line),
        author="example", source=source, claimed_on=as_of, start=said.get("start", ""), end=said.get("end", ""),
        quantity=Quantity(low=ends["low"], high=ends["high"], unit="percent") if said.keys() & ends.keys() else None,
        spans=(Span(exhibit=source.ljust(64, "0"), locator=f"line:{number}", quote=line),),
    )  # fmt: skip
