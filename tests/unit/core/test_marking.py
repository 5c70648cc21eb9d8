"""Handling rules."""

from whereas.core.marking import OPEN, PAP, TLP, Marking, join_all


def test_the_stricter_wins_in_each_respect() -> None:
    left = Marking(tlp=TLP.GREEN, pap=PAP.RED, releasable_to=frozenset({"A", "B"}), terms=frozenset({"attribution"}))
    right = Marking(tlp=TLP.RED, releasable_to=frozenset({"B", "C"}), terms=frozenset({"x"}), personal_data=True)
    assert left.join(right) == Marking(
        tlp=TLP.RED,
        pap=PAP.RED,
        releasable_to=frozenset({"B"}),
        terms=frozenset({"attribution", "x"}),
        personal_data=True,
    )


def test_a_join_of_none_is_open() -> None:
    assert join_all([]) == OPEN


def test_in_words() -> None:
    assert str(OPEN) == "TLP:CLEAR"
    nobody = Marking(tlp=TLP.AMBER_STRICT, pap=PAP.GREEN, releasable_to=frozenset(), personal_data=True)
    assert str(nobody) == "TLP:AMBER+STRICT; PAP:GREEN; REL TO nobody; personal data"


def test_each_level_is_its_own_and_they_rise_in_order() -> None:
    assert [str(one) for one in sorted(TLP)] == ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
    assert [str(one) for one in sorted(PAP)] == ["PAP:CLEAR", "PAP:GREEN", "PAP:AMBER", "PAP:RED"]
