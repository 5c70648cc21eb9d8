"""Many readers and one writer at once; a second writer waits and then proceeds."""

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from whereas.core.errors import LedgerError
from whereas.ledger.intake import take
from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import verify

from .conftest import NOW, exhibit_of, take_in


def test_a_second_writer_waits_and_then_proceeds(ledger: Ledger, module: Any) -> None:
    waited, done = threading.Event(), threading.Event()
    second_data = b"2,Second Writer\n"
    ledger.archive.keep(second_data)

    def second() -> None:
        with ledger.writing(NOW, waiting=waited.set) as writer:
            take(writer, module, exhibit_of(second_data, name="two.txt"), second_data, reader="r1", actor="second")
        done.set()

    first_data = b"1,First Writer\n"
    ledger.archive.keep(first_data)
    with ledger.writing(NOW) as writer:
        other = threading.Thread(target=second)
        other.start()
        assert waited.wait(20), "the second writer was not told to wait"
        take(writer, module, exhibit_of(first_data, name="one.txt"), first_data, reader="r1", actor="first")
        assert not done.is_set()
    other.join(30)

    assert done.is_set()
    assert verify(ledger, {"inv": module}, reader="r1").findings == ()
    with ledger.store.reading() as connection:
        assert [exhibit.name for _, _, exhibit in ledger.store.exhibits(connection)] == ["one.txt", "two.txt"]


def test_readers_see_the_last_committed_turn_while_a_writer_is_at_work(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, b"1,Before\n", published="2026-01-01")
    data = b"1,After\n"
    ledger.archive.keep(data)

    with ledger.writing(NOW) as writer:
        take(writer, module, exhibit_of(data, published="2026-02-01"), data, reader="r1", actor="test")
        during = [entity.caption for entity in ledger.view().entities() if entity.schema == "Person"]
    after = [entity.caption for entity in ledger.view().entities() if entity.schema == "Person"]

    assert (during, after) == (["Before"], ["After"])


def test_a_turn_that_fails_leaves_nothing(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, b"1,Before\n")
    root = ledger.view().root
    data = b"1,Half\n2,Done\n"
    ledger.archive.keep(data)

    with pytest.raises(RuntimeError, match="in the middle"), ledger.writing(NOW) as writer:
        take(writer, module, exhibit_of(data), data, reader="r1", actor="test")
        raise RuntimeError("in the middle")

    assert ledger.view().root == root
    assert verify(ledger, {"inv": module}, reader="r1").findings == ()


def test_a_full_disk_under_the_tables_is_said_and_loses_nothing(tmp_path: Path, module: Any) -> None:
    ledger = Ledger(tmp_path / "home")
    take_in(ledger, module, b"1,Before\n")
    root = ledger.view().root

    @sa.event.listens_for(ledger.store.engine, "connect")
    def _small(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    many = b"".join(b"%d,A name that fills a page with others\n" % number for number in range(3000))
    with pytest.raises(LedgerError, match="full") as caught:
        take_in(ledger, module, many)

    assert "nothing of this turn was kept" in caught.value.todo
    assert ledger.view().root == root
    assert verify(ledger, {"inv": module}, reader="r1").findings == ()


def test_a_head_that_a_killed_process_left_half_written_is_written_again(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, b"1,Before\n", published="2026-01-01")
    whole = ledger.heads.read_text()
    ledger.heads.write_text(whole[:-20])

    take_in(ledger, module, b"1,After\n", published="2026-02-01")

    assert ledger.heads.read_text().startswith(whole)
    assert verify(ledger, {"inv": module}, reader="r1").findings == ()


def test_a_ledger_of_a_newer_program_is_refused_with_what_to_do(ledger: Ledger) -> None:
    from whereas.ledger import store

    with ledger.store.writing(lambda: None) as connection:
        connection.execute(store.meta.update().values(value="99"))

    with pytest.raises(LedgerError, match="schema version 99") as caught:
        Ledger(ledger.home, ledger.store.url)
    assert "program version" in caught.value.todo
