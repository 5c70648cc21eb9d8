"""Origins: exhibits filed as one count once; what shares text is proposed and never decided."""

from pathlib import Path

from tests.unit.kit.test_overlap import REPORT, WIRE
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.workbench import desk
from whereas.workbench.origins import origins, shared_passages


def test_a_repetition_is_proposed_until_a_person_files_it(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        wire = add_text(bench, tmp_path, "wire.txt", WIRE, evidence="press")
        paper = add_text(bench, tmp_path, "paper.txt", REPORT, evidence="press_repeat")
        add_text(bench, tmp_path, "other.txt", "Nothing of this was seen by anyone at the quay that night or later.")

        before = origins(bench)
        assert [{one.one, one.other} for one in before.proposed] == [{wire, paper}]
        assert len(before.filed) == 3

        desk.refile(bench, "paper.txt", {"repeats": desk.repeats_of(bench, ["wire.txt"])})
        after = origins(bench)
        assert after.proposed == ()
        assert [one.title for one in after.filed[0][1]] == ["paper.txt", "wire.txt"]
        assert len(shared_passages(bench, [wire, paper])) == 1


def test_a_file_without_text_has_no_origin_to_propose(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
        desk.add(bench, tmp_path / "image.png", desk.Filing(exhibit="", title="image", evidence="imagery"))
        assert origins(bench).proposed == ()
        assert len(origins(bench).filed) == 1
