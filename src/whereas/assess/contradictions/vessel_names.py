"""Names of one ship that no list connects."""

import itertools
import re
from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Contradiction, Detector, Scene, Severity, sides, stands_alone

_ALL = ("name", "alias", "weakAlias", "previousName")


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each ship with an IMO number, each pair of voices whose names for it have none in common.

    For information: ships change names. A list that gives the other's name as an alias or a former name explains it.
    """
    for vessel in scene.things("Vessel"):
        if not vessel.said("imoNumber"):
            continue
        every = {voice: _plain(said) for voice, said in scene.by_voice(vessel.said(*_ALL)).items()}
        main = scene.by_voice(vessel.said("name"))
        for one, other in itertools.combinations(main, 2):
            if _plain(main[one]) & every[other] or _plain(main[other]) & every[one]:
                continue
            left, right = sides(main[one], main[other])
            number = vessel.first("imoNumber").removeprefix("IMO").strip()
            yield Contradiction(
                kind=DETECTOR.key,
                severity=Severity.INFO,
                entities=(vessel.id,),
                words=f"IMO {number} is {left[0].value} with {left[0].voice} and "
                f"{right[0].value} with {right[0].voice}; neither names the other as a former name.",
                left=left,
                right=right,
                hint=stands_alone(left, right),
            )


def _plain(said: tuple[Citation, ...]) -> set[str]:
    return {re.sub(r"[\W_]+", "", one.value).casefold() for one in said}


DETECTOR = Detector(
    key="vessel_name",
    title="Names under one IMO number",
    looks_for="a ship that two lists call by names neither of them connects",
    detect=detect,
)
