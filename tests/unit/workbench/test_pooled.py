"""Statements that states share: the same entities as the ledger's own view gives, each statement held once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.web.test_alerts import FIRST, HAN, SECOND, pull
from whereas.workbench import Workbench, workbench
from whereas.workbench.pooled import Pool


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    for text in (FIRST, SECOND):
        pull(tmp_path / "home", text)
    with workbench(settings_of(tmp_path / "home"), now="2026-03-05T09:00:00Z") as opened:
        yield opened


def test_a_pool_gives_what_the_view_gives_in_its_order(bench: Workbench) -> None:
    pool = Pool()
    for day in ("", "2026-01-15", "1990", ""):
        view = bench.view(day)
        assert list(pool.entities(view)) == list(view.entities())


def test_a_state_shares_the_statements_of_the_readings_it_has_in_common(bench: Workbench) -> None:
    pool = Pool()
    once, again = ({one.id: one for one in pool.entities(bench.view())}[HAN] for _ in range(2))
    assert all(mine is other for mine, other in zip(once.statements, again.statements, strict=True))


def test_of_a_small_pool_the_oldest_reading_is_read_again(bench: Workbench) -> None:
    pool, view = Pool(most=1), bench.view()
    assert list(pool.entities(view)) == list(pool.entities(view)) == list(view.entities())
