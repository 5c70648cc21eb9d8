"""A settlement is taken back as a withdrawal is made: with a reason, and both stay in the log."""

from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from tests.unit.workbench.test_desk import CLAIMS
from whereas.core.errors import WhereasError
from whereas.core.filing import Reopening, Settlement
from whereas.ledger.verify import verify
from whereas.workbench import Workbench, desk


def filled(bench: Workbench, folder: Path) -> tuple[str, str]:
    add_text(bench, folder, "account.txt", "They beat us in the intake room.")
    first, second = desk.claim(bench, "claims.yaml", CLAIMS)
    return first.id, second.id


def test_what_was_settled_is_open_again_and_can_be_settled_again(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        first, second = filled(bench, tmp_path)
        desk.settle(bench, second, first, "the year is wrong")
        held = bench.ledger.desk()
        assert len(held.settlements) == 1

        ended = desk.reopen(bench, second[:8], "the register gives 2017 after all")
        board = bench.ledger.desk()
        assert ended == held.settlements
        assert board.settlements == ()
        said = [one.said for one in board.log if isinstance(one.said, Settlement | Reopening)]
        assert said == [*ended, Reopening(gives_way=second, why="the register gives 2017 after all")]
        # Whoever looks at the desk as it stood before still sees it settled.
        assert bench.ledger.desk(revision=board.log[-1].no).settlements == ended

        desk.settle(bench, first, second, "the register")
        assert [one.gives_way for one in bench.ledger.desk().settlements] == [first]
        assert verify(bench.ledger, {}, reader="r").findings == ()


def test_only_what_is_named_is_opened_again(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        first, second = filled(bench, tmp_path)
        [third, _] = desk.claim(bench, "third.yaml", CLAIMS.replace("guards beat detainees", "guards beat a man"))
        desk.settle(bench, third.id, first, "one year of two")
        desk.settle(bench, third.id, second, "and the other")

        assert [one.stands for one in desk.reopen(bench, third.id, "too soon", stands=first)] == [first]
        assert [one.stands for one in bench.ledger.desk().settlements] == [second]


def test_a_reopening_needs_a_reason_and_something_settled(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        first, second = filled(bench, tmp_path)
        with pytest.raises(WhereasError, match="no settlement in force"):
            desk.reopen(bench, first, "why not")
        desk.settle(bench, second, first, "the year is wrong")
        with pytest.raises(WhereasError, match="no reason"):
            desk.reopen(bench, second, " ")
        with pytest.raises(WhereasError, match="no settlement in force"):
            desk.reopen(bench, first, "it stands, and gives way to none")
        assert len(bench.ledger.desk().settlements) == 1
