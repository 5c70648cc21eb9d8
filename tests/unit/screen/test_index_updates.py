"""An index that was brought up to date answers as one that was built anew, and damage to its files is told."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.unit.screen.people import PARTIES, card
from whereas.core.errors import WhereasError
from whereas.screen import segment
from whereas.screen.index import Index, kept_indexes, latest_index, load, made_of, prune, save, updated
from whereas.screen.preparation import preparation
from whereas.screen.query import Query
from whereas.screen.screening import Screener

QUERIES = [
    Query(name=name)
    for name in ("Kim Chol Su", "Pak Tong Hyok", "Vasily Bykovatov", "Munhwa Bank", "Un Ha 2", "Sin Newman", "9074729")
]


def answers(index: Index) -> list[object]:
    return [msgspec.to_builtins(answer.matches) for answer in Screener(index).screen(QUERIES, threshold=0.3)]


def test_an_update_answers_as_a_build(tmp_path: Path) -> None:
    changed = msgspec.structs.replace(PARTIES[0], births=("1961-02-04",))
    after = [changed, *PARTIES[2:], card("new", "Sin Newman")]
    index, change = updated(made_of(PARTIES), after, revision="b")
    assert (change.added, change.removed, change.changed) == (("new",), ("kim-2",), ("kim-1",))
    assert not change.rebuilt
    assert len(index.parts) == 2
    assert index.entries == len(after)
    assert answers(index) == answers(made_of(after))
    save(index, tmp_path / "index-1.json")
    assert answers(load(tmp_path / "index-1.json")) == answers(index)


def test_what_was_struck_out_is_never_found() -> None:
    index, _ = updated(made_of(PARTIES), PARTIES[2:], revision="b")
    assert not Screener(index).screen([Query(name="Kim Chol Su", document="654321098")])[0].matches
    assert index.card("kim-1") is None


def test_many_changes_build_anew() -> None:
    index, change = updated(made_of(PARTIES), PARTIES[:3], revision="b")
    assert change.rebuilt
    assert len(index.parts) == 1


def test_equal_cards_make_equal_bytes(tmp_path: Path) -> None:
    for name, cards in (("a", PARTIES), ("b", tuple(reversed(PARTIES)))):
        segment.save(segment.build(cards), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("damage", [b"", b"something else", b"WHEREAS1" + b"\xff" * 200])
def test_a_damaged_segment_is_told(tmp_path: Path, damage: bytes) -> None:
    save(made_of(PARTIES), tmp_path / "index-1.json")
    next(tmp_path.glob("segment-*")).write_bytes(damage)
    with pytest.raises(WhereasError, match="cannot be read"):
        load(tmp_path / "index-1.json")


def test_a_truncated_segment_is_told(tmp_path: Path) -> None:
    save(made_of(PARTIES), tmp_path / "index-1.json")
    path = next(tmp_path.glob("segment-*"))
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(WhereasError, match="cannot be read"):
        load(tmp_path / "index-1.json")


def test_a_damaged_index_is_told_and_not_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "index-1.json"
    save(made_of(PARTIES, revision="abc", reader="r"), path)
    assert latest_index(tmp_path, "", "r") == path
    assert latest_index(tmp_path, "", "another version") is None
    assert kept_indexes(tmp_path) == {"abc": path}
    path.write_text("{")
    assert latest_index(tmp_path, "", "r") is None
    with pytest.raises(WhereasError, match="cannot be read"):
        load(path)


def test_an_index_of_another_version_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "index-1.json"
    save(made_of(PARTIES, revision="abc", reader="r"), path)
    path.write_text(path.read_text("utf-8").replace(preparation(), "0" * 64), "utf-8")
    assert latest_index(tmp_path, "", "r") is None
    with pytest.raises(WhereasError, match="another version"):
        load(path)


def test_old_indexes_go_and_their_segments_with_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"index-{number}.json" for number in range(9)]
    for number, path in enumerate(paths):
        save(made_of([card("one", f"Name {'x' * number} Invented")], revision=str(number)), path)
    prune(tmp_path, paths[-1])
    assert len(list(tmp_path.glob("index-*.json"))) == 6
    assert len(list(tmp_path.glob("segment-*.whx"))) == 6
    assert paths[-1].exists()


def test_an_empty_index_answers_nothing() -> None:
    assert not any(answers(made_of(())))
    assert replace(made_of(()), revision="x").entries == 0
