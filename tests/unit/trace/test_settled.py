"""A stake that gave way to another is counted no more, unless the other was withdrawn."""

from whereas.core.claim import Claim, Quantity
from whereas.core.filing import Settlement, Withdrawal
from whereas.ledger.desk import Board
from whereas.workbench.assessing import _unsettled


def stake(low: float) -> Claim:
    return Claim(
        kind="holds_stake", subject="sangnok", object="han", words=f"{low} percent", author="a", source="",
        claimed_on="2024-09-01", quantity=Quantity(low=low, high=low, unit="percent"),
    )  # fmt: skip


ONE, TWO = stake(40), stake(60)
CLAIMS = {ONE.id: ONE, TWO.id: TWO}
SETTLED = (Settlement(gives_way=ONE.id, stands=TWO.id, why="the later extract"),)


def test_both_count_until_somebody_settles_it() -> None:
    assert _unsettled(Board(claims=CLAIMS)) == (ONE, TWO)
    assert _unsettled(Board(claims=CLAIMS, settlements=SETTLED)) == (TWO,)


def test_what_gave_way_to_a_withdrawn_claim_counts_again() -> None:
    gone = {TWO.id: Withdrawal(claim=TWO.id, why="misread")}

    assert _unsettled(Board(claims=CLAIMS, settlements=SETTLED, withdrawn=gone)) == (ONE,)
