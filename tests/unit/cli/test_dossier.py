"""`whereas dossier`: what the checks found is told once each, with its authority below and the note that answers it."""

from pathlib import Path

import pytest

from tests.unit.cli.test_assess import CLAIMS, PAPERS
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.cli.dossier import dossier
from whereas.workbench import desk

DRAFT = """
sentences:
  - {text: "In May 2023 Paektu Trading supplied shells.", claims: ["Paektu Trading supplied shells"]}
  - {text: "In 2023 Paektu Trading was the shipper.", claims: ["company is named Paektu"]}
renewal: true
"""


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with bench_in(tmp_path) as bench:
        for name, (evidence, text) in PAPERS.items():
            add_text(bench, tmp_path, name, text, evidence=evidence, available="2023-09-01")
        desk.claim(bench, "claims.yaml", CLAIMS)
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT, encoding="utf-8")
    assert dossier(
        "paektu-trading", standard="eu-dprk/arms", draft=draft, adoption="2023-12-01", out=tmp_path / "out",
        homonyms=False, home=tmp_path / "home",
    ) == 1  # fmt: skip
    return capsys.readouterr().out


def test_a_finding_on_several_sentences_is_told_once(said: str) -> None:
    assert said.count("E7 warns") == 2
    assert "E7 warns, sentences 1, 2: “bill.txt” was captured on 2024-02-01, after the act of 2023-12-01." in said
    assert "E7 warns, sentence 1: “team.txt” was captured on 2024-02-01" in said


def test_the_authority_of_a_rule_stands_below_once_with_how_far_it_was_checked(said: str) -> None:
    assert said.count("  E7: settled case-law of the Court (not checked).\n") == 1
    assert "Source:" not in said


def test_a_check_that_fails_says_which_note_of_the_draft_answers_it(said: str) -> None:
    assert "In the file of --draft: `proportionality: ...`." in said


def test_what_keeps_the_listing_copy_in_names_failing_checks_and_does_not_tell_them_again(said: str) -> None:
    line = next(line for line in said.splitlines() if "the listing copy stays in while these checks fail" in line)
    assert line.endswith(": E2, E13, E14"), said
    assert said.count("there is no note on proportionality") == 1


def test_that_a_criterion_stands_from_memory_is_said_where_a_pipe_reads_it(said: str) -> None:
    assert "The text of the standard is restated from memory; nobody has held it against the act." in said
