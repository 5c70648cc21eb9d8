"""A reference of the UN under which lists hold different entities."""

import itertools
import re
from collections.abc import Iterator

from whereas.assess.contradictions.contradiction import Contradiction, Detector, Scene, Severity, sides, stands_alone
from whereas.assess.gaps import join_words
from whereas.core.statement import Statement


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each UN reference held by two entities, at least one of them looked at."""
    holders: dict[str, dict[str, list[Statement]]] = {}
    for key in scene.graph.things:
        for sanction in scene.graph.sanctions(key):
            of_un = "UN" in sanction.get("authority")
            for said in sanction.said("unscId", *(("recordId",) if of_un else ())):
                holders.setdefault(re.sub(r"\s+", "", said.value).casefold(), {}).setdefault(key, []).append(said)
    wanted = set(scene.entities)
    for found in (held for _, held in sorted(holders.items()) if len(held) > 1):
        for pair in itertools.combinations(sorted(found), 2):
            if wanted.intersection(pair):
                yield _one(scene, pair, found)


def _one(scene: Scene, pair: tuple[str, str], found: dict[str, list[Statement]]) -> Contradiction:
    left, right = sides(scene.cite.all(found[pair[0]]), scene.cite.all(found[pair[1]]))
    owner = {said.entity: key for key in pair for said in found[key]}
    names = [scene.graph.things[owner[side[0].entity]] for side in (left, right)]
    return Contradiction(
        kind=DETECTOR.key,
        severity=Severity.MEDIUM,
        entities=(names[0].id, names[1].id),
        words=f"The UN reference {left[0].value} stands for {names[0].caption} with "
        f"{join_words(dict.fromkeys(one.voice for one in left))} and for {names[1].caption} with "
        f"{join_words(dict.fromkeys(one.voice for one in right))}.",
        left=left,
        right=right,
        hint=stands_alone(left, right),
    )


DETECTOR = Detector(
    key="reference",
    title="One UN reference, two names",
    looks_for="a permanent reference number of the UN under which lists hold entities that were not merged",
    detect=detect,
)
