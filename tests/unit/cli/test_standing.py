"""`whereas standing`: each condition with its state, its reason and what would turn it, and what a posture counts."""

from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.cli.standing import standing
from whereas.core.errors import WhereasError
from whereas.workbench import desk

REPORTED = """
claims:
  - {kind: step_verified, subject: dprk, object: iaea-return, words: From 3 March 2023 inspectors could work., start: 2023-03-03, spans: [{exhibit: statement.txt, quote: Inspectors were back}]}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with bench_in(tmp_path) as bench:
        text = "Invented. Inspectors were back from 3 March 2023."
        add_text(bench, tmp_path, "statement.txt", text, evidence="un", publisher="IAEA", available="2023-03-06")
        desk.claim(bench, "reported.yaml", REPORTED)
    return tmp_path / "home"


def printed(capsys: pytest.CaptureFixture[str], home: Path, **asked: object) -> str:
    assert standing(home=home, **asked) == 0  # type: ignore[arg-type]  # the test names the options
    return capsys.readouterr().out


def test_a_condition_says_on_whose_word_and_until_when(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, home, as_of="2023-06-01")
    assert "\n  iaea-return: met, on the word of IAEA, until 2024-03-03\n" in said
    assert "    Inspectors of the IAEA return: From 3 March 2023 inspectors could work." in said


def test_a_confirmation_that_ran_out_is_no_longer_met(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\n  iaea-return: unverifiable, " in printed(capsys, home, as_of="2024-06-01")


def test_a_baseline_is_nobodys_word_and_counts_toward_no_posture(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, home, as_of="2023-06-01")
    assert "\n  test-moratorium: reversed, by the baseline of the policy file\n" in said
    assert "Posture advised: PROBE." in said
    assert "counted is what somebody recorded; a baseline of the policy file, reversed or not, is not" in said


def test_a_what_if_is_marked_where_it_decides(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, home, as_of="2023-06-01", suppose=["un-access=met", "no-arms-to-russia=met"])
    assert "un-access: met (supposed)" in said
    assert "Posture advised: CALIBRATED STEP." in said
    assert "  closed (supposed): Offer talks for tangible steps" in said
    assert "(supposed)" not in printed(capsys, home, as_of="2023-06-01")


def test_what_supposes_nothing_is_refused(home: Path) -> None:
    with pytest.raises(WhereasError, match="supposes nothing"):
        standing(home=home, suppose=["un-access"])
