"""What one reading saw and another did not, on both stores."""

from typing import Any

from whereas.ledger.ledger import Ledger

from .conftest import take_in


def test_what_only_one_of_two_readings_saw(ledger: Ledger, module: Any) -> None:
    first = take_in(ledger, module, b"1,Alpha One\n2,Beta Two\n", published="2026-01-01")
    second = take_in(ledger, module, b"1,Alpha One\n2,Beta Zwei\n", published="2026-02-01")
    numbers = {one.exhibit.sha256: one.no for day in ("2026-01", "") for one in ledger.view(as_of=day).readings}
    older, newer = numbers[first.exhibit.sha256], numbers[second.exhibit.sha256]

    with ledger.store.reading() as connection:
        came = list(ledger.store.only_in(connection, newer, older))
        went = list(ledger.store.only_in(connection, older, newer))
        same = list(ledger.store.only_in(connection, newer, newer))

    assert [row[1:] for row in came] == [("inv-2", "Person", "name", "Beta Zwei")]
    assert [row[1:] for row in went] == [("inv-2", "Person", "name", "Beta Two")]
    assert same == []
