"""Which programme names belong to a subject of policy; mistakes are named with file, line and field."""

import pytest

from whereas.core.errors import PolicyError
from whereas.policy.programmes import load_programme, programme_keys, read_programme
from whereas.policy.strategies import strategies

GOOD = """\
key: mars
title: Mars
programmes:
  - authority: UN
    names: [MARS]
    title: Committee on Mars
    act: UNSCR 9999
    verified: false
"""


def test_reads_what_stands_there() -> None:
    programme = read_programme("mars.yaml", GOOD)
    assert (programme.key, programme.title, programme.related) == ("mars", "Mars", ())
    assert programme.standing("UN", ["mars"]) == "focus"
    assert programme.standing("EU", ["MARS"]) == "other"
    assert programme.tags[0].verified is False


def test_what_does_not_say_whether_it_was_checked_is_refused() -> None:
    with pytest.raises(PolicyError, match="verified"):
        read_programme("mars.yaml", GOOD.replace("    verified: false\n", ""))


@pytest.mark.parametrize(
    ("wrong", "line", "field"),
    [
        (GOOD.replace("title: Mars\n", ""), 1, "title"),
        (GOOD.replace("    act: UNSCR 9999\n", ""), 4, "programmes[0]"),
        (GOOD.replace("    names: [MARS]", "    names: MARS"), 5, "programmes[0].names"),
        (GOOD.replace("    names: [MARS]", "    patterns: ['[']"), 5, "programmes[0].patterns"),
        (GOOD.replace("    names: [MARS]\n", ""), 4, "programmes[0]"),
        (GOOD.replace("verified: false", "verified: perhaps"), 8, "programmes[0].verified"),
        (GOOD.replace("verified", "verifed"), 8, "verifed"),
        (GOOD.replace("    title: Committee on Mars\n", ""), 4, "programmes[0].title"),
        (GOOD + "key: venus\n", 9, "key"),
        (
            GOOD
            + "transpositions: [{authority: EU, listed_on: 2016-02-30, act: x, dated: 2016-03-04, verified: false}]\n",
            9,
            "listed_on",
        ),
        (
            GOOD
            + "transpositions: [{authority: EU, listed_on: 2016-02, act: x, dated: 2016-03-04, verified: false}]\n",
            9,
            "listed_on",
        ),
    ],
)
def test_a_mistake_names_file_line_and_field(wrong: str, line: int, field: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_programme("mars.yaml", wrong)
    assert f"mars.yaml, line {line}" in caught.value.where
    assert field in caught.value.what


def test_every_programme_of_the_house_loads_and_is_named_as_its_file() -> None:
    assert "dprk" in programme_keys()
    assert [load_programme(key).key for key in programme_keys()] == list(programme_keys())


def test_each_strategy_has_a_programme_of_its_own_state() -> None:
    for one in strategies().values():
        assert load_programme(one.programme).country == one.country


def test_a_programme_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(PolicyError, match="dprk"):
        load_programme("atlantis")


@pytest.mark.parametrize(
    ("authority", "programs", "standing"),
    [
        ("UN", ["DPRK"], "focus"),
        ("EU", ["EU-PRK"], "focus"),
        ("EU", ["PRK"], "focus"),
        ("US", ["DPRK4"], "focus"),
        ("US", ["DPRK-NKSPEA"], "focus"),
        ("US", ["NPWMD", "DPRK2"], "focus"),
        ("US", ["NPWMD"], "related"),
        ("US", ["IRAN"], "other"),
        ("UK", ["The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"], "focus"),
        ("AU", ["1718 (DPRK)"], "focus"),
        ("AU", ["Autonomous (DPRK)"], "focus"),
        ("AU", ["1518 (Iraq)"], "other"),
        ("AU", ["1533 (Democratic Republic of the Congo)"], "other"),
        ("US", [], "other"),
    ],
)
def test_the_dprk_programme_knows_its_names(authority: str, programs: list[str], standing: str) -> None:
    assert load_programme("dprk").standing(authority, programs) == standing


def test_only_the_uns_annexes_carry_over_the_un() -> None:
    programme = load_programme("dprk")
    for annex, carried in (("XIII.A", True), ("XIV.B", True), ("XV.A", False), ("XVI", False), ("XVIII", False)):
        tag = programme.carried_over("EU", [f"Regulation (EU) 2017/1509, Annex {annex}"])
        assert (tag is not None) is carried, annex
