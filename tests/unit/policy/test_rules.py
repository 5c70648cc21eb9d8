"""The rules of the Court as data: one for each check, each with its source, and none in code."""

import pytest

from whereas.assess.rules.rule import rules
from whereas.core.errors import PolicyError
from whereas.policy.rules import court_rules, rule_of


def test_there_is_a_rule_for_each_check_and_a_check_for_each_rule() -> None:
    assert list(court_rules()) == [one.key for one in rules()] == [f"E{number}" for number in range(1, 17)]


def test_a_rule_says_what_it_asks_where_it_comes_from_and_where_it_applies() -> None:
    for one in court_rules().values():
        assert one.asks.endswith("?")
        assert one.sources
        assert "eu-listing" in one.forums


def test_only_one_judgment_was_seen_to_say_what_its_rule_takes_from_it() -> None:
    seen = {(key, case.case) for key, one in court_rules().items() for case in one.sources if case.verified}
    assert {key for key, _ in seen} == {"E9", "E13"}


def test_the_source_is_told_in_one_line_with_what_was_not_checked() -> None:
    assert rule_of("E6").source == "C-605/13 P and C-630/13 P, Anbouba v Council, paragraph 50 to 53 (not checked)"
    assert rule_of("E9").source == "T-212/22, Prigozhina v Council"


def test_a_rule_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(PolicyError, match="E16"):
        rule_of("E17")


def test_before_another_forum_a_rule_names_what_it_rests_on_there() -> None:
    assert rule_of("E3").source_for("icc-trial").startswith("Rome Statute, Article 66(2)")
    assert rule_of("E6").source_for("coi").startswith("A/HRC/25/63")
    assert rule_of("E6").source_for("eu-listing") == rule_of("E6").source
    for rule in court_rules().values():
        for forum in rule.forums:
            assert rule.source_for(forum)
