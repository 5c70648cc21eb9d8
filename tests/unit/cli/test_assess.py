"""`whereas assess`: near criteria in full, others in a table, clocks, what is a lead, and a pipe beside a terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.cli.assess import assess
from whereas.workbench import desk

PAPERS = {
    "imagery.txt": ("imagery", "On 3 May 2023 the Sangnok Star lay at Rajin; on 7 May it unloaded at Dunai."),
    "bill.txt": ("document", "Shipper Paektu Trading, vessel Sangnok Star, IMO 9999993: 298 containers of shells."),
    "team.txt": ("state", "The Sangnok Star carried shells to Dunai. Paektu Trading supplied the shells."),
}
CLAIMS = """
claims:
  - {kind: hull, subject: sangnok-star, object: IMO 9999993, words: The Sangnok Star is the hull 9999993., spans: [{exhibit: bill.txt, quote: IMO 9999993}]}
  - {kind: transported_arms, subject: sangnok-star, object: Rajin to Dunai, words: In May 2023 the Sangnok Star carried shells., start: 2023-05-03, end: 2023-05-07, spans: [{exhibit: imagery.txt, quote: it unloaded at Dunai}, {exhibit: team.txt, quote: carried shells to Dunai}]}
  - {kind: called_at_port, subject: sangnok-star, object: Rajin, words: On 3 May 2023 the Sangnok Star called at Rajin., start: 2023-05-03, spans: [{exhibit: imagery.txt, quote: lay at Rajin}]}
  - {kind: identity, subject: paektu-trading, object: "name: Paektu Trading", words: The company is named Paektu Trading., spans: [{exhibit: bill.txt, quote: Shipper Paektu Trading}]}
  - {kind: supplied_arms, subject: paektu-trading, object: shells, words: In May 2023 Paektu Trading supplied shells., start: 2023-05, spans: [{exhibit: bill.txt, quote: Shipper Paektu Trading}, {exhibit: team.txt, quote: Paektu Trading supplied the shells}]}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with bench_in(tmp_path) as bench:
        for name, (evidence, text) in PAPERS.items():
            add_text(bench, tmp_path, name, text, evidence=evidence, available="2023-09-01")
        desk.claim(bench, "claims.yaml", CLAIMS)
    return tmp_path / "home"


def printed(capsys: pytest.CaptureFixture[str], subject: str, home: Path, **asked: str) -> str:
    assert assess(subject, home=home, as_of=asked.pop("as_of", "2025-06-01"), **asked) == 0  # type: ignore[arg-type]  # text options only
    return capsys.readouterr().out


def test_a_ship_is_held_against_criteria_for_ships_and_no_other(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assess("sangnok-star", home=home, as_of="2025-06-01", as_json=True) == 0
    routes = {one["standard"] for one in json.loads(capsys.readouterr().out)["routes"]}
    assert {"eu-russia-sectoral/annex-xlii", "eu-dprk/vessels", "eu-dprk/port-ban"} <= routes
    assert not routes & {"eu-dprk/arms", "eu-dprk/evasion", "eu-ukraine/actions", "eu-ukraine/military-industry"}


def test_arms_that_nothing_ties_to_russia_fit_no_criterion_on_its_war(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fits = {}
    for subject in ("sangnok-star", "paektu-trading"):
        assert assess(subject, home=home, as_of="2025-06-01", as_json=True) == 0
        fits |= {one["standard"]: one["fit"] for one in json.loads(capsys.readouterr().out)["routes"]}
    assert fits["eu-russia-sectoral/annex-xlii"] == "partly"
    assert fits.get("eu-ukraine/military-industry") != "fits"
    assert fits["eu-dprk/vessels"] == fits["eu-dprk/arms"] == "fits"


def test_a_near_criterion_says_what_is_missing_and_which_exhibit_to_look_for(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "paektu-trading", home)
    assert "1. eu-dprk/arms (from memory): fits, 2 of 2 shown\n" in said
    block = said[said.index("eu-ukraine/actions (from memory): partly, 2 of 3 shown") :]
    assert block.index("missing: the actions undermine or threaten Ukraine") < block.index("look for: A finding that")


def test_what_a_party_on_no_list_is_taken_for_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "taken for a person: an `identity` claim" in printed(capsys, "paektu-trading", home)
    assert "taken for a vessel" in printed(capsys, "sangnok-star", home)


def test_the_clocks_of_the_regime_run_from_the_day_asked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "paektu-trading", home)
    assert "  2025-08-25: the action for annulment closes, where the act was published (" in said
    assert "  2026-06-01: the autonomous annexes are reviewed (at least every twelve months; from memory)" in said
    assert "2025-09-24: the action for annulment closes" in printed(capsys, "paektu-trading", home, as_of="2025-06-30")


def test_a_lead_is_not_called_a_fact_that_no_criterion_takes_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "sangnok-star", home)
    assert "points somewhere and shows no element: On 3 May 2023 the Sangnok Star called at Rajin." in said
    assert "no criterion takes in" not in said


def test_a_paragraph_is_found_by_its_number(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "sangnok-star", home, standard="2397/9")
    assert "sangnok-star (sangnok-star), unscr-2397/9 as of 2025-06-01: SHOWN" in said


def test_that_a_standard_stands_from_memory_or_is_for_others_is_said_where_a_pipe_reads_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "sangnok-star", home, standard="eu-dprk/arms")
    assert "  Restated from memory; nobody has held it against the act.\n" in said
    assert "This standard is for persons and organisations, and this party is taken for a vessel." in said


def test_a_pipe_gets_its_json_also_while_a_terminal_shows_progress(home: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from whereas.cli.main import main; main()", "assess", "sangnok-star", "--json",
             "--home", str(home)],
            stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"}, check=True, timeout=120,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert json.loads(done.stdout)["subject"] == "sangnok-star"
