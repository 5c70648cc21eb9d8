"""Whatever is done to a ledger behind its back is found and named."""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from whereas.core.judgement import Decision, Judgement, Reason
from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import verify

from .conftest import NOW, take_in

LINES = b"".join(b"%d,Person %d\n" % (number, number) for number in range(50))


@pytest.fixture
def filled(tmp_path: Path, module: Any) -> Ledger:
    """A SQLite ledger with two editions and a batch of judgements."""
    ledger = Ledger(tmp_path / "home")
    take_in(ledger, module, LINES, published="2026-01-01")
    take_in(ledger, module, LINES + b"77,New Person?\n", published="2026-02-01")
    said = Judgement(
        left="inv-1", right="inv-2", decision=Decision.DIFFERENT, author="machine:test", at=NOW, score=0.1,
        reasons=(Reason(feature="name", weight=-1.5, words="the names differ"),),
    )  # fmt: skip
    with ledger.writing(NOW) as writer:
        writer.judge([said])
    return ledger


def kinds(ledger: Ledger, module: Any) -> set[str]:
    return {finding.kind for finding in verify(ledger, {"inv": module}, reader="r1").findings}


def sql(statement: str) -> Callable[[Ledger], None]:
    def spoil(ledger: Ledger) -> None:
        with sqlite3.connect(ledger.home / "ledger.sqlite") as connection:
            assert connection.execute(statement).rowcount > 0
        connection.close()

    return spoil


def one_exhibit(ledger: Ledger) -> Path:
    place = ledger.archive.path(ledger.view().readings[0].exhibit.sha256)
    place.chmod(0o644)
    return place


def cut_exhibit(ledger: Ledger) -> None:
    place = one_exhibit(ledger)
    place.write_bytes(place.read_bytes()[:-7])


def flip_exhibit(ledger: Ledger) -> None:
    place = one_exhibit(ledger)
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(bytes(data))


def roll_back(ledger: Ledger) -> None:
    """What restoring an old copy of the tables does: the last turn was never there."""
    with sqlite3.connect(ledger.home / "ledger.sqlite") as connection:
        connection.execute("DELETE FROM judgement")
        connection.execute("DELETE FROM log WHERE kind = 'judgements'")
        connection.execute("DELETE FROM head WHERE size = (SELECT max(size) FROM head)")
    connection.close()


def test_an_untouched_ledger_verifies(filled: Ledger, module: Any) -> None:
    result = verify(filled, {"inv": module}, reader="r1")

    assert result.findings == ()
    assert (result.exhibits, result.readings, result.judgements) == (2, 2, 1)
    assert result.root == filled.view().root


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        pytest.param(lambda ledger: one_exhibit(ledger).unlink(), "missing", id="exhibit missing"),
        pytest.param(cut_exhibit, "truncated", id="exhibit truncated"),
        pytest.param(flip_exhibit, "altered", id="exhibit with one flipped bit"),
        pytest.param(sql("UPDATE statement SET value = 'Someone' WHERE no = 3"), "altered", id="statement altered"),
        pytest.param(sql("UPDATE sighting SET locator = 'line:9' WHERE position = 4"), "altered", id="place altered"),
        pytest.param(sql("DELETE FROM sighting WHERE reading_no = 1 AND position = 5"), "missing", id="statement gone"),
        pytest.param(sql("DELETE FROM sighting WHERE position > 20"), "missing", id="reading truncated"),
        pytest.param(
            sql("UPDATE sighting SET statement_no = 7 - statement_no WHERE position IN (3, 4)"),
            "altered",
            id="reordered",
        ),
        pytest.param(
            sql("UPDATE log SET body = replace(body, 'r1', 'r2') WHERE kind = 'reading'"), "altered", id="log text"
        ),
        pytest.param(sql("DELETE FROM log WHERE no = 1"), "missing", id="log entry gone"),
        pytest.param(sql("UPDATE exhibit SET origin = 'elsewhere'"), "altered", id="origin altered"),
        pytest.param(sql("UPDATE reading SET reader = 'r9'"), "altered", id="reader altered"),
        pytest.param(sql("UPDATE judgement SET decision = 'same'"), "altered", id="judgement turned"),
        pytest.param(sql("UPDATE issue SET message = 'fine'"), "altered", id="issue altered"),
        pytest.param(sql("UPDATE head SET root = 'ab'"), "altered", id="head altered"),
        pytest.param(roll_back, "truncated", id="rolled back"),
        pytest.param(lambda ledger: ledger.heads.unlink(), "missing", id="heads file gone"),
    ],
)
def test_what_is_broken_is_named(filled: Ledger, module: Any, spoil: Callable[[Ledger], None], kind: str) -> None:
    spoil(filled)

    assert kind in kinds(filled, module)


def test_a_statement_that_no_exhibit_yields_is_found_though_the_log_agrees(filled: Ledger, module: Any) -> None:
    """Somebody with the whole ledger in hand rewrites rows and log together: only the exhibit contradicts."""
    forged = module.parse

    def with_one_more(exhibit: Any, data: bytes) -> Any:
        for one in forged(exhibit, data):
            yield one
            if getattr(one, "prop", "") == "name" and one.entity == "inv-3":
                yield type(one)(source="inv", entity="inv-3", schema="Person", prop="alias", value="Planted",
                                locator="line:4")  # fmt: skip

    module.parse = with_one_more
    take_in(filled, module, LINES + b"78,Late Person\n", published="2026-03-01")
    module.parse = forged

    assert kinds(filled, module) == {"not yielded"}


def test_a_flipped_bit_anywhere_in_the_tables_is_found_or_changes_nothing(filled: Ledger, module: Any) -> None:
    database = filled.home / "ledger.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = database.read_bytes()
    before = content(database)
    dice = random.Random(20261123)
    for _ in range(60):
        place, bit = dice.randrange(100, len(whole)), 1 << dice.randrange(8)
        data = bytearray(whole)
        data[place] ^= bit
        database.write_bytes(bytes(data))
        assert content(database) == before or kinds(filled, module), f"byte {place}, bit {bit}"
    database.write_bytes(whole)
    assert kinds(filled, module) == set()


def content(database: Path) -> list[str] | str:
    """All rows as text, or what SQLite says against the file."""
    try:
        connection = sqlite3.connect(database)
        connection.text_factory = bytes
        try:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            rows = [[str(row) for row in connection.execute(f'SELECT * FROM "{name[0].decode()}"')] for name in named]
            return [json.dumps(table) for table in rows]
        finally:
            connection.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


def test_a_line_of_heads_that_is_gone_from_the_middle_is_noticed(filled: Ledger, module: Any) -> None:
    whole = filled.heads.read_text().splitlines(keepends=True)
    filled.heads.write_text("".join(whole[:1] + whole[2:]))

    assert kinds(filled, module) == {"missing"}


def test_the_newest_head_and_half_a_line_may_lack_for_a_kill_explains_it(filled: Ledger, module: Any) -> None:
    whole = filled.heads.read_text()
    for cut in range(len(whole) - len(whole.splitlines()[-1]) - 1, len(whole)):
        filled.heads.write_text(whole[:cut])
        assert kinds(filled, module) == set()
    filled.heads.write_text("".join(whole.splitlines(keepends=True)[:-2]))
    assert kinds(filled, module) == {"missing"}


def test_a_turn_during_a_verification_is_no_finding(
    filled: Ledger, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heads are written while another process reads them: before the tables were opened, and after."""
    reading = filled.store.reading
    turns = iter(range(2, 10))

    @contextmanager
    def slow() -> Iterator[Any]:
        take_in(filled, module, LINES + b"78,Between\n", published=f"2026-03-0{next(turns)}")
        with reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM log").scalar()  # the snapshot begins here
            monkeypatch.setattr(filled.store, "reading", reading)
            take_in(filled, module, LINES + b"79,Meanwhile\n", published=f"2026-03-0{next(turns)}")
            take_in(filled, module, LINES + b"80,Meanwhile\n", published=f"2026-03-0{next(turns)}")
            yield connection

    monkeypatch.setattr(filled.store, "reading", slow)

    assert kinds(filled, module) == set()
    assert len(filled.heads.read_text().splitlines()) == 6


def test_what_a_killed_process_left_half_written_is_swept_by_the_next_turn(filled: Ledger, module: Any) -> None:
    left = filled.archive.folder / ".parts" / "tmpleft"
    left.write_bytes(b"half")

    take_in(filled, module, LINES + b"81,Later\n", published="2026-04-01")

    assert not left.exists()
