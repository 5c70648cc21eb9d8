"""Who is listed by one authority under names that no other authority gives."""

from collections.abc import Iterator

from whereas.assess.citation import in_order
from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.statement import Statement
from whereas.kit.korean.likeness import same_reading
from whereas.kit.names import tokens

# Two names at or above this likeness are one name in two spellings (calibrated scale of the Korean readings).
_ONE_NAME = 0.5


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim where all names one authority gives share neither word nor reading with any that another gives."""
    for row in sight.report.rows:
        if row.entity not in sight.graph.things:
            continue
        names: dict[str, dict[str, Statement]] = {}
        thing = sight.graph.things[row.entity]
        voices = {(one.entity, one.value): one.voice for one in row.names}
        for said in thing.said("name", "alias", "weakAlias", "previousName"):
            voice = voices.get((said.entity, said.value), "")
            if voice in row.authorities:
                names.setdefault(voice, {})[said.value] = said
        ordered = in_order(names)
        for one in ordered:
            for other in ordered:
                if one < other and not _meet(names[one], names[other]):
                    words = f"{thing.caption}: {one} and {other} list one party under names that have nothing in common"
                    said_by = (*names[one].values(), *names[other].values())
                    yield claim(
                        DETECTOR.key, DETECTOR.claims, row.entity, f"{words} ({_names(names[one])}; "
                        f"{_names(names[other])}).", said_by, as_of=sight.as_of, object_=other,
                    )  # fmt: skip


def _meet(ours: dict[str, Statement], theirs: dict[str, Statement]) -> bool:
    words = {word for name in ours for word in tokens(name)}
    if any(words & set(tokens(name)) for name in theirs):
        return True
    return any(same_reading(one, other).score >= _ONE_NAME for one in ours for other in theirs)


def _names(names: dict[str, Statement]) -> str:
    return ", ".join(sorted(names)[:2])


DETECTOR = Detector(
    key="other_name",
    title="Listed under another name",
    claims="other_name",
    looks_for="parties that two authorities list under names with no word and no reading in common",
    detect=detect,
    fires="""
        un-1 Vessel name=Chon Ma San; imoNumber=8660313
        un-2 Sanction entity=un-1; authority=UN; program=DPRK
        us-1 Vessel name=Ever Glory; imoNumber=8660313
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        un-1 = us-1
    """,
    rests="""
        un-1 Vessel name=Chon Ma San; imoNumber=8660313
        un-2 Sanction entity=un-1; authority=UN; program=DPRK
        us-1 Vessel name=Chonma-san; imoNumber=8660313
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
        un-1 = us-1
    """,
)
