"""The desk: how exhibits are marked, claims named and settled, and what is refused."""

import os
from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.workbench import desk
from whereas.workbench.assessing import papers

CLAIMS = """
claims:
  - kind: inflicted_pain
    subject: han-jae-mok
    words: In 2019 guards beat detainees at Sangnok.
    start: "2019"
    place: Sangnok
    rivals: year of the beatings
    spans: [{exhibit: account.txt, quote: They beat us in the intake room}]
  - kind: inflicted_pain
    subject: han-jae-mok
    words: In 2017 guards beat detainees at Sangnok.
    start: "2017"
    place: Sangnok
    rivals: year of the beatings
    spans: [{exhibit: account.txt, quote: They beat us in the intake room}]
"""


def test_an_account_is_marked_by_its_class_unless_somebody_says_otherwise() -> None:
    assert desk.marking_of("", "testimony").tlp is TLP.AMBER
    assert desk.marking_of("red", "testimony").tlp is TLP.RED
    assert desk.marking_of("", "ngo").tlp is TLP.CLEAR


def test_a_marking_falls_only_with_a_reason(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = add_text(bench, tmp_path, "account.txt", "A text.", marking=desk.marking_of("amber"))
        with pytest.raises(WhereasError, match="without a reason"):
            desk.refile(bench, key, {"marking": desk.marking_of("clear")})
        assert bench.ledger.desk().filings[key].marking.tlp is TLP.AMBER

        desk.refile(bench, key, {"marking": desk.marking_of("clear"), "note": "nobody can be known by it"})
        assert bench.ledger.desk().filings[key].marking.tlp is TLP.CLEAR

        desk.refile(bench, key, {"marking": desk.marking_of("red")})
        assert bench.ledger.desk().filings[key].marking.tlp is TLP.RED


def test_a_claim_is_named_by_id_by_its_beginning_or_by_words_that_only_it_has(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.")
        first, second = desk.claim(bench, "claims.yaml", CLAIMS)
        board = bench.ledger.desk()
        assert desk.find_claim(board, first.id) == first
        assert desk.find_claim(board, first.id[:8]) == first
        assert desk.find_claim(board, "In 2017 guards") == second
        with pytest.raises(WhereasError, match="several claims"):
            desk.find_claim(board, "guards beat detainees")
        with pytest.raises(WhereasError, match="there is no claim"):
            desk.find_claim(board, "nothing of the kind")


def test_what_is_withdrawn_stays_in_the_log_and_stands_again_when_it_is_made_again(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.")
        first, second = desk.claim(bench, "claims.yaml", CLAIMS)
        desk.withdraw(bench, "In 2017 guards", "the year is wrong")
        assert bench.ledger.desk().standing == (first,)
        assert bench.ledger.desk().claims[second.id] == second

        desk.claim(bench, "claims.yaml", CLAIMS)
        assert {one.id for one in bench.ledger.desk().standing} == {first.id, second.id}


@pytest.mark.parametrize(("low", "high"), [(-5, 10), (30, 120), (60, 40)])
def test_a_share_that_is_none_is_refused_at_the_door(tmp_path: Path, low: float, high: float) -> None:
    text = f"""
claims:
  - kind: holds_stake
    subject: sangnok-trading
    object: han-jae-mok
    words: Han Jae-mok holds shares of Sangnok Trading.
    quantity: {{low: {low}, high: {high}, unit: percent}}
    spans: [{{exhibit: account.txt, quote: They beat us}}]
"""
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.")
        with pytest.raises(WhereasError):
            desk.claim(bench, "stakes.yaml", text)
        assert bench.ledger.desk().standing == ()


def test_one_byte_is_noticed_whatever_size_and_time_the_file_shows(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.", uses=("eu",))
        desk.claim(bench, "claims.yaml", CLAIMS)
        board = bench.ledger.desk()
        assert papers(bench, board, board.standing).papers[key].intact

        place = bench.ledger.archive.path(key)
        was = place.stat()
        place.chmod(0o644)
        place.write_bytes(place.read_bytes().replace(b"beat", b"heat"))
        os.utime(place, ns=(was.st_atime_ns, was.st_mtime_ns))
        assert (place.stat().st_size, place.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)

        assert not papers(bench, board, board.standing).papers[key].intact
        assert {one.kind for one in bench.verify(deep=False).findings} == {"altered"}
        with pytest.raises(WhereasError, match="is altered"):
            desk.claim(bench, "claims.yaml", CLAIMS)


def test_a_large_file_goes_through_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whereas.kit.intake.MOST_HELD_ALONE", 10)
    monkeypatch.setattr("whereas.kit.intake.folder.MOST_HELD", 50)
    with bench_in(tmp_path) as bench:
        alone = add_text(bench, tmp_path, "large.txt", "A lamp burned at the gate of Sangnok.\n" * 3)
        assert bench.ledger.archive.read(alone).startswith(b"A lamp burned")
        folder = tmp_path / "folder"
        folder.mkdir()
        for number in range(4):
            (folder / f"{number}.txt").write_text(f"Lamp {number} burned at the gate.")
        added = desk.add(bench, folder, desk.Filing(exhibit="", title="", evidence="ngo"))
        assert [one.text for one in added.added] == ["text on 1 page"] * 4
        assert bench.verify(deep=False).findings == ()


def test_a_large_file_that_changes_before_it_is_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whereas.kit.intake.folder.MOST_HELD", 0)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text("Text.")
    real = desk.pieces

    def swapped(path: Path) -> object:
        opened = real(path)
        (folder / "one.txt").unlink()
        (folder / "one.txt").symlink_to("/etc/hostname")
        return opened

    monkeypatch.setattr(desk, "pieces", swapped)
    with bench_in(tmp_path) as bench:
        added = desk.add(bench, folder, desk.Filing(exhibit="", title="", evidence="ngo"))
        assert [one.name for one in added.added] == ["two.txt"]
        assert "cannot be read" in added.problems[0]
        assert len(bench.ledger.exhibits()) == 1


def test_there_is_nothing_to_settle_between_claims_that_do_not_contradict_one_another(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.")
        first, _ = desk.claim(bench, "claims.yaml", CLAIMS)
        third, _ = desk.claim(bench, "apart.yaml", CLAIMS.replace("inflicted_pain", "held_in_custody"))
        for one, other in ((first.id, first.id), (first.id, third.id)):
            with pytest.raises(WhereasError, match="nothing to settle"):
                desk.settle(bench, one, other, "no reason holds")
        assert bench.ledger.desk().settlements == ()


def test_a_step_names_the_condition_it_is_on(tmp_path: Path) -> None:
    text = """
claims:
  - {kind: announced, subject: kp, object: iaea-retrun, words: It was announced., start: "2024-01",
     spans: [{exhibit: account.txt, quote: They beat us}]}
"""
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", "They beat us in the intake room.")
        with pytest.raises(WhereasError, match="no condition 'iaea-retrun'") as caught:
            desk.claim(bench, "step.yaml", text)
        assert "iaea-return" in caught.value.todo
