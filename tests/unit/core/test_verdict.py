"""How verdicts combine."""

import pytest

from whereas.core.verdict import Verdict, all_of, any_of

S, N, C, U = Verdict.SHOWN, Verdict.NOT_SHOWN, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    ("parts", "of_all", "of_any"),
    [
        ([], S, N),
        ([S, S], S, S),
        ([S, N], N, S),
        ([N, U], U, U),
        ([C, U, S], C, S),
        ([C, N], C, N),
        ([C, C], C, C),
    ],
)
def test_table(parts: list[Verdict], of_all: Verdict, of_any: Verdict) -> None:
    assert all_of(parts) is of_all
    assert any_of(parts) is of_any
