"""Which posture the conditions advise, in the order of the file, and which gates they open, close or only suppose."""

from collections.abc import Mapping

import msgspec
import pytest

from whereas.assess.conditions import Standing, State
from whereas.assess.posture import advise, gates
from whereas.policy.conditions import conditions
from whereas.policy.strategies import doubts_of_strategy, strategies

POLICY = strategies()["critical-engagement-2"]


def held(states: Mapping[str, State], *, supposed: tuple[str, ...] = (), baseline: bool = False) -> list[Standing]:
    """Each condition of the policy as unmet by its baseline, save those that are given."""
    return [
        Standing(
            condition=conditions()[key], state=states.get(key, State.UNMET), words="w", on_whose_word="w",
            as_of="2024-01-01", from_baseline=baseline or key not in states, supposed=key in supposed,
        )
        for key in POLICY.conditions
    ]  # fmt: skip


def posture(states: Mapping[str, State], *, baseline: bool = False) -> str:
    found = advise(POLICY, held(states, baseline=baseline))
    assert found is not None
    return found.posture.key


ONE_OF_EACH = {"test-moratorium": State.MET, "hotlines": State.MET, "un-access": State.MET}


@pytest.mark.parametrize(
    ("states", "advised"),
    [
        ({}, "hold"),
        ({"hotlines": State.ANNOUNCED}, "probe"),
        ({"hotlines": State.UNVERIFIABLE}, "hold"),
        ({"hotlines": State.MET}, "probe"),
        (ONE_OF_EACH, "calibrated step"),
        ({**ONE_OF_EACH, "un-access": State.PARTLY}, "probe"),
        ({**ONE_OF_EACH, "aid-access": State.REVERSED}, "suspend"),
        ({"test-moratorium": State.REVERSED, "hotlines": State.REVERSED}, "snap back"),
        ({"un-access": State.REVERSED, "aid-access": State.REVERSED}, "suspend"),
    ],
    ids=str,
)
def test_the_first_posture_that_holds_is_advised(states: Mapping[str, State], advised: str) -> None:
    assert posture(states) == advised


def test_what_the_file_says_of_old_times_advises_nothing_but_to_hold() -> None:
    assert posture({"test-moratorium": State.REVERSED, "hotlines": State.REVERSED}, baseline=True) == "hold"
    assert posture(ONE_OF_EACH, baseline=True) == "hold"


def test_a_gate_that_a_what_if_decides_on_says_so() -> None:
    measure = next(one for one in POLICY.measures if one.conditions)
    met = dict.fromkeys(measure.conditions, State.MET)
    by_key = {one.measure.key: one for one in gates(POLICY, held(met, supposed=measure.conditions[:1]))}
    assert (by_key[measure.key].open, by_key[measure.key].supposed) == (True, True)
    real = {one.measure.key: one for one in gates(POLICY, held(met))}
    assert (real[measure.key].open, real[measure.key].supposed) == (True, False)
    shut = {one.measure.key: one for one in gates(POLICY, held({}))}
    assert not shut[measure.key].open


def test_a_measure_cannot_wait_for_a_condition_that_its_strategy_does_not_ask_for() -> None:
    stranger = next(key for key in conditions() if key not in POLICY.conditions)
    pillar = POLICY.pillars[0]
    for field in ("conditions", "closes"):
        measure = msgspec.structs.replace(pillar.measures[0], **{field: (stranger,)})
        changed = msgspec.structs.replace(pillar, measures=(measure, *pillar.measures[1:]))
        doubts = list(doubts_of_strategy(msgspec.structs.replace(POLICY, pillars=(changed, *POLICY.pillars[1:]))))
        assert [path for path, *_ in doubts] == [f"$.pillars[0].measures[0].{field}[0]"]


def test_a_posture_that_does_not_ask_for_what_is_recorded_takes_the_baseline_too() -> None:
    first = msgspec.structs.replace(POLICY.postures[0], recorded=False, at_least=1, groups=(), each_group=False,
                                    states=("reversed",), none=())  # fmt: skip
    old = held({"test-moratorium": State.REVERSED}, baseline=True)
    for recorded in (False, True):
        asked = msgspec.structs.replace(first, recorded=recorded)
        changed = msgspec.structs.replace(POLICY, postures=(asked, *POLICY.postures[1:]))
        found = advise(changed, old)
        assert found is not None
        assert (found.posture.key == first.key) is not recorded


def test_a_condition_that_was_reversed_by_its_baseline_alone_closes_no_measure() -> None:
    measure = next(one for one in POLICY.measures if one.closes)
    undone = dict.fromkeys(measure.closes, State.REVERSED)
    by_key = {one.measure.key: one for one in gates(POLICY, held(undone, baseline=True))}
    assert by_key[measure.key].closed_by == ()
    recorded = {one.measure.key: one for one in gates(POLICY, held(undone))}
    assert len(recorded[measure.key].closed_by) == len(measure.closes)
    assert not recorded[measure.key].open


def test_one_supposed_condition_makes_the_whole_advice_a_what_if() -> None:
    for supposed in ((), ("hotlines",)):
        found = advise(POLICY, held({"hotlines": State.MET}, supposed=supposed))
        assert found is not None
        assert found.supposed is bool(supposed)


def test_what_would_change_the_advice_names_the_groups_that_were_asked_for() -> None:
    found = advise(POLICY, held({}))
    assert found is not None
    tried = dict(zip([one.key for one in POLICY.postures], found.would_change[1:], strict=False))
    assert "asks for 2 of disarmament and de-escalation reversed; there are 0" in tried["snap back"]
    assert "asks for 1 of any group reversed; there are 0" in tried["suspend"]
    assert "asks for 1 of each of disarmament and de-escalation and human rights met" in tried["calibrated step"]
