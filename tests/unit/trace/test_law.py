"""The rules of ownership cover every day once, and a policy file that does not say so is refused."""

from typing import Any

import pytest

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.ownership import OwnershipLaw, check, ownership_law
from whereas.policy.typed import read_typed

NAME, TEXT = next(iter(policy_files("ownership")))


@pytest.mark.parametrize(
    ("day", "rule"),
    [("1999-01-01", "more-than-half"), ("2024-07-02", "more-than-half"), ("2024-07-03", "half-or-more")],
)
def test_every_day_has_its_rule(day: str, rule: str) -> None:
    assert ownership_law().rule_on(day).key == rule


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("ends: 2024-07-02", "ends: 2024-07-01", "starts on"),
        ("in_force: 2024-07-03", "in_force: 2024-07-02", "starts on"),
        ("in_force: 2024-07-03", "in_force: 2024-07", "do not meet"),
        ("    in_force: 2024-07-03\n", "    in_force: 2024-07-03\n    ends: 2025-01-01\n", "every day"),
        ("threshold: 50\n    inclusive: true", "threshold: 150\n    inclusive: true", "threshold 150"),
        (r"'\bsubsidiary of\b'", "'subsidiary of('", "no regular expression"),
    ],
)
def test_a_file_that_leaves_a_day_without_a_rule_or_cannot_be_read_is_refused(
    before: str, after: str, what: str
) -> None:
    assert before in TEXT
    with pytest.raises(PolicyError, match=what):
        check(NAME, read_typed(NAME, TEXT.replace(before, after, 1), OwnershipLaw))


def test_an_order_of_law_or_a_sign_that_is_not_there_is_refused() -> None:
    with pytest.raises(PolicyError, match="no law of ownership"):
        ownership_law("atlantis")
    with pytest.raises(PolicyError, match="no sign of control"):
        ownership_law().indicator("kinship")


@pytest.mark.parametrize(
    ("text", "under", "over"),
    [
        ("Owned or Controlled By", "owned-or-controlled", None),
        ("controlled-by", "controlled", None),
        ("Owns, controls, or operates", None, None),
        ("Linked To", None, None),
        ("Leader or official of", None, "directs"),
        ("may appoint the majority of the board of", None, "appointment"),
        ("shares all debts jointly and severally with", None, "shared-liability"),
        ("owned-by", None, None),
    ],
)
def test_words_name_a_sign_of_control_or_none(text: str, under: Any, over: Any) -> None:
    law = ownership_law()
    found = law.named_under(text), law.named_over(text)

    assert tuple(one and one.key for one in found) == (under, over)


def test_what_comes_from_memory_says_so() -> None:
    law = ownership_law()

    assert not any(one.verified for one in (*law.rules, *law.indicators))
    assert all(one.source for one in (*law.rules, *law.indicators))
