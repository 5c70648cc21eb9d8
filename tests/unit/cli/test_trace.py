"""`whereas trace company`: shares, both rules, rings and what is still open, as a person and a pipe see them."""

import json
from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.cli.trace import trace
from whereas.core.errors import WhereasError
from whereas.workbench import desk

RING = """
claims:
  - {kind: holds_stake, subject: sangnok-trading, object: paektu-shipping, words: Paektu Shipping holds 60 % of Sangnok Trading., quantity: {low: 60, high: 60, unit: percent}, spans: [{exhibit: register.txt, quote: a register}]}
  - {kind: holds_stake, subject: paektu-shipping, object: sangnok-trading, words: Sangnok Trading holds 70 % of Paektu Shipping., quantity: {low: 70, high: 70, unit: percent}, spans: [{exhibit: register.txt, quote: a register}]}
  - {kind: holds_stake, subject: open-company, object: paektu-shipping, words: Paektu Shipping holds some of it., quantity: {low: 30, high: 60, unit: percent}, spans: [{exhibit: register.txt, quote: a register}]}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "register.txt", "An extract of a register.", evidence="register")
        desk.claim(bench, "ring.yaml", RING)
    return tmp_path / "home"


def test_a_ring_is_a_visible_state_and_lifts_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trace("company", "sangnok-trading", home=home) == 0
    printed = capsys.readouterr().out
    assert "to check: paektu-shipping, sangnok-trading: they hold shares of one another in a ring" in printed
    assert printed.count("NOT SHOWN") == 2
    assert "60 %" in printed


def test_a_pipe_gets_the_same_in_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trace("company", "open-company", home=home, as_of="2024-07-02", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2024-07-02"
    assert {one["verdict"] for one in told["ownership"]} == {"not_shown"}
    assert [one["in_force"] for one in told["ownership"]].count(True) == 1
    assert told["holdings"] == [
        {"owner": "paektu-shipping", "owned": "open-company", "share": "30 to 60 %", "listed": False}
    ]


@pytest.mark.parametrize(("what", "party"), [("wallet", "x"), ("company", ""), ("", ""), ("voyage", "x")])
def test_what_cannot_be_traced_says_so(what: str, party: str) -> None:
    with pytest.raises(WhereasError):
        trace(what, party)
