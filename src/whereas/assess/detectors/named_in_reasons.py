"""Who is named in the reasons for which another party is listed."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.statement import Statement
from whereas.kit.names import tokens

# A name of one word is a word, and a name of two short ones is borne by too many.
_FEWEST_WORDS, _SHORTEST = 2, 9
_LONGEST = 9


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each party whose full name stands in the reasons of another's listing."""
    names: dict[tuple[str, ...], set[str]] = {}
    wanted = set(sight.subjects)
    for thing in sight.things():
        for name in thing.get("name", "alias"):
            words = tokens(name)
            if len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _SHORTEST:
                names.setdefault(words, set()).add(thing.id)
    found: dict[tuple[str, str], list[Statement]] = {}
    for listed, said in _reasons(sight):
        for named in _named(tokens(said.value), names):
            if named != listed and named in wanted:
                found.setdefault((named, listed), []).append(said)
    for (named, listed), places in sorted(found.items()):
        text = f"{sight.caption(named)} is named in the reasons for listing {sight.caption(listed)}."
        yield claim(
            DETECTOR.key, DETECTOR.claims, named, text, places, as_of=sight.as_of, object_=listed, path=(listed,)
        )


def _reasons(sight: Sight) -> Iterator[tuple[str, Statement]]:
    for listed in sight.subjects:
        for sanction in sight.listed.get(listed, ()):
            for said in sanction.said("reason", "summary"):
                yield listed, said
        for said in sight.graph.things[listed].said("notes", "summary"):
            yield listed, said


def _named(words: tuple[str, ...], names: dict[tuple[str, ...], set[str]]) -> Iterator[str]:
    """Every party one of whose names stands in the text; a name that several bear names nobody."""
    for start in range(len(words)):
        for length in range(_FEWEST_WORDS, _LONGEST + 1):
            holders = names.get(words[start : start + length])
            if holders is not None and len(holders) == 1:
                yield next(iter(holders))


DETECTOR = Detector(
    key="named_in_reasons",
    title="Named in another's reasons",
    claims="named_in_reasons",
    looks_for="full names of parties in the reasons for which another is listed; names that several bear are left out",
    detect=detect,
    fires="""
        un-1 Company name=Sangnok Paektu Trading
        un-3 Person name=Han Jae-mok
        un-4 Sanction entity=un-3; authority=UN; program=DPRK; reason=Director of Sangnok Paektu Trading since 2016
    """,
    rests="""
        un-1 Company name=Sangnok Paektu Trading
        un-3 Person name=Han Jae-mok
        un-4 Sanction entity=un-3; authority=UN; program=DPRK; reason=Director of Sangnok Mining since 2016
    """,
)
