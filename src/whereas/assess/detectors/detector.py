"""What a detector's file promises, what it sees, and the small examples that show when it fires and when it rests."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from whereas.assess.alignment import AlignmentReport, align
from whereas.core import schema as schemata
from whereas.core.catalogue import modules
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.core.span import Span
from whereas.core.statement import Statement
from whereas.policy.programmes import Programme
from whereas.resolve.resolution import Graph, build_graph

# What the whole set of detectors is called in claims; raised when what they look for changes.
VERSION = "1"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a detector looks at: the merged graph, the ids to look at, and the alignment of lists on the programme."""

    graph: Graph
    report: AlignmentReport
    subjects: tuple[str, ...]

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
        return thing.caption if thing is not None else source_id

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
    """The claims of every detector, each once, in the order of detectors and subjects."""
    return tuple({claim.id: claim for one in detectors() for claim in one.detect(sight)}.values())


def span(said: Statement) -> Span:
    """The place of a statement in its exhibit."""
    return Span(
        exhibit=said.exhibit, locator=said.locator, quote=said.original or said.value, statement=said.id.hex(),
        lang=said.lang,
    )  # fmt: skip


def claim(
    detector: str, kind: str, subject: str, words: str, said: Iterable[Statement], *, as_of: str, object_: str = "",
    against: Iterable[Statement] = (), start: str = "", end: str = "", act: str = "", path: tuple[str, ...] = (),
    confidence: str = "",
) -> Claim:  # fmt: skip
    """A detector's claim with the statements it rests on."""
    grounds, counter = tuple(dict.fromkeys(said)), tuple(dict.fromkeys(against))
    return Claim(
        kind=kind,
        subject=subject,
        words=words,
        author=f"machine:{detector}/{VERSION}",
        source=", ".join(sorted({one.source for one in grounds})),
        claimed_on=as_of,
        object=object_,
        start=start,
        end=end,
        act=act,
        confidence=confidence,
        supports=tuple(one.id.hex() for one in grounds),
        undermines=tuple(one.id.hex() for one in counter),
        spans=tuple(span(one) for one in grounds),
        against=tuple(span(one) for one in counter),
        path=path,
    )


_PAIR = re.compile(r"\s*(\w+)\s*=\s*(.*?)\s*(?:;|$)")


def example(text: str, programme: Programme, *, as_of: str = "2024-09-01") -> Sight:
    """The world an example describes: one entity a line as `id Schema prop=value; prop=value`, merges as `id = id`.

    The source's key is what stands before the first `-` of an id. Raises `ValueError` for a line of another form.
    """
    said: list[Statement] = []
    merges: list[Judgement] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        head = line.split(maxsplit=2)
        if head[1:2] == ["="]:
            left, right = sorted((head[0], head[2]))
            merges.append(
                Judgement(left=left, right=right, decision=Decision.SAME, author="example", at=as_of, score=1.0)
            )
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
    return Sight(graph=graph, report=report, subjects=tuple(graph.things))
