"""Strategy texts in and out of the ledger: identity, contradiction, editions, markings, and what has no text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stores import settings_of
from whereas.assess.strategy_texts import TextsReport
from whereas.core.errors import CaptureError, WhereasError
from whereas.core.marking import TLP, Marking
from whereas.workbench import Workbench, desk, workbench
from whereas.workbench.texts import add, from_files, from_ledger, release_texts, report, sheet_of, sheets_from

NOW = "2026-01-02T03:04:05Z"
BODY = "The aim of this invented text is to be read by a test, as it is of no use to anybody else in the world. " * 8
COMPASS = (
    f"A Strategic Compass for Security and Defence\n\n7371/22\n\nWe will speak with North Korea by June 2030.\n\n{BODY}"
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with workbench(settings_of(tmp_path / "home", author="A. Tester"), now=NOW) as opened:
        yield opened


def file(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def measured(found: object, subject: str = "dprk") -> TextsReport:
    return report(tuple(found), subject, version="0")  # type: ignore[call-overload,no-any-return]  # texts of any kind


def test_a_known_text_brings_its_number_title_issuer_and_day(bench: Workbench, tmp_path: Path) -> None:
    said = add(bench, file(tmp_path, "compass.txt", COMPASS))
    (kept,) = from_ledger(bench)

    assert replace(said, marking=kept.marking) == kept
    assert (kept.official_id, kept.dated, kept.issuer) == ("7371/22", "2022-03-21", "Council of the European Union")
    assert kept.key == "eu-strategic-compass-2022"
    # The number stands in the text itself; title, issuer and day come from a list that nobody has checked.
    assert kept.from_memory == ("title", "issuer", "dated")
    filing = bench.ledger.desk().filings[kept.sha256]
    assert (filing.title, filing.available) == (kept.title, "2022-03-21")
    assert bench.ledger.exhibits()[kept.sha256].sha256 == kept.sha256


def test_what_a_person_gives_is_not_from_memory(bench: Workbench, tmp_path: Path) -> None:
    said = add(
        bench, file(tmp_path, "c.txt", COMPASS), official_id="Compass 7371/22", title="Compass", dated="2022",
        issuer="Council",
    )  # fmt: skip

    assert (said.title, said.official_id, said.dated, said.issuer) == ("Compass", "Compass 7371/22", "2022", "Council")
    assert said.from_memory == ()
    assert said.remark == ""


def test_a_number_that_contradicts_the_text_is_kept_and_said(bench: Workbench, tmp_path: Path) -> None:
    said = add(bench, file(tmp_path, "c.txt", COMPASS), official_id="15895/03")

    assert said.official_id == "15895/03"
    assert "7371/22" in said.remark
    assert (said.dated, said.issuer) == ("", "")  # nothing is taken from a text it may not be
    assert from_ledger(bench)[0].remark == said.remark


def test_a_text_added_again_is_one_text_as_last_described(bench: Workbench, tmp_path: Path) -> None:
    path = file(tmp_path, "own.txt", f"A strategy of an invented island\n\n{BODY}")
    add(bench, path)
    add(bench, path, official_id="SNK 1/26", dated="2026-01")

    (kept,) = from_ledger(bench)
    assert (kept.official_id, kept.dated, kept.title) == ("SNK 1/26", "2026-01", "own")


def test_other_evidence_on_the_desk_is_no_strategy_text(bench: Workbench, tmp_path: Path) -> None:
    path = file(tmp_path, "note.txt", "A note of the desk.")
    desk.add(bench, path, desk.Filing(exhibit="", title="strategy text: not really", evidence="other"))
    desk.add(bench, path, desk.Filing(exhibit="", title="x", evidence="other", note="strategy text: not JSON"))
    desk.add(bench, path, desk.Filing(exhibit="", title="x", evidence="other", note='strategy text: {"title": 1}'))

    assert from_ledger(bench) == ()


def test_a_text_filed_anew_as_evidence_stays_a_text(bench: Workbench, tmp_path: Path) -> None:
    said = add(bench, file(tmp_path, "c.txt", COMPASS))
    desk.refile(bench, said.sha256, {"note": "read by two people", "marking": Marking(tlp=TLP.AMBER)})

    (kept,) = from_ledger(bench)
    assert kept.official_id == "7371/22"
    assert kept.marking.tlp is TLP.AMBER


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("x.bin", b"\0\1\2\3" * 50, "binary"), ("x.pdf", b"%PDF-1.7 nothing", "damaged"),
     ("mail.eml", b"From: a@b.example\nTo: c@d.example\nSubject: s\nMIME-Version: 1.0\n\nwords\n", "no text")],
)  # fmt: skip
def test_what_is_no_text_is_not_taken(bench: Workbench, tmp_path: Path, name: str, data: bytes, error: str) -> None:
    with pytest.raises(WhereasError, match=error):
        add(bench, file(tmp_path, name, data))
    assert bench.ledger.exhibits() == {}


def test_a_folder_a_missing_file_and_a_day_that_is_none_are_refused(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="folder"):
        add(bench, tmp_path)
    with pytest.raises(CaptureError):
        add(bench, tmp_path / "nowhere.pdf")
    with pytest.raises(WhereasError, match="not a date"):
        add(bench, file(tmp_path, "c.txt", COMPASS), dated="2022-13-45")


def test_files_are_measured_without_a_ledger_and_dated_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    file(folder, "2011_island_strategy.txt", f"We shall meet North Korea and Iran.\n\n{BODY}")
    file(folder, "2009_to_2012_plan.txt", BODY)
    file(folder, ".hidden", BODY + "x")
    file(folder, "scan.txt", "")
    file(folder, "copy.txt", BODY)
    found = measured(from_files([folder, folder / "scan.txt"]))

    titles = [(one.of.title, one.of.dated, one.attention.measurable) for one in found.texts]
    assert titles == [
        ("2011 island strategy", "2011", True),
        ("2009 to 2012 plan", "", True),  # the copy has the same bytes, and is the same text
        ("scan", "", False),
    ]
    assert found.texts[2].attention.per_10k is None
    assert "no text" in found.texts[2].attention.why
    assert len(found.passages) == 0  # a sentence of seven words is no paragraph
    assert len(found.texts[0].attention.mentions) == 1


def test_a_file_that_cannot_be_read_is_there_and_says_why(tmp_path: Path) -> None:
    found = measured(from_files([file(tmp_path, "x.pdf", b"%PDF-1.7 nothing")]))

    assert "damaged" in found.texts[0].attention.why


def test_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for year, folder in (("a", tmp_path / "a"), ("b", tmp_path / "b")):
        folder.mkdir()
        file(folder, "strategy.txt", f"{year} {BODY}")
    keys = [one.key for one in from_files([tmp_path / "a", tmp_path / "b"])]

    assert len(set(keys)) == 2
    assert all(key.startswith("strategy-") for key in keys)


def test_a_place_is_a_page_and_characters_on_it(tmp_path: Path) -> None:
    import io

    from docx import Document

    document = Document()
    document.add_paragraph(BODY)
    document.add_paragraph("In a paragraph of its own we say to North Korea that we are here.")
    out = io.BytesIO()
    document.save(out)
    (text,) = from_files([file(tmp_path, "t.docx", out.getvalue())])
    (mention,) = measured([text]).texts[0].attention.mentions

    place = text.place(mention.start, mention.end)
    first, last = (int(part) for part in place.removeprefix("page:1@").split("-"))
    assert text.text[first:last] == "North Korea"
    assert text.layout == "lines"

    paged = replace(text, text="one\ftwo three\ffour", starts=(0, 4, 14))
    assert paged.place(4, 7) == "page:2@0-3"
    assert paged.place(8, 16) == "page:2@4-9"  # cut at the end of the page
    assert paged.place(14, 18) == "page:3@0-4"


def test_a_sheet_of_another_edition_of_the_text_is_refused(tmp_path: Path) -> None:
    one = file(tmp_path, "t.txt", f"We shall, in the end, meet with North Korea on one of the islands.\n\n{BODY}")
    sheet = sheet_of(measured(from_files([one])), 1)
    assert report(from_files([one]), "dprk", version="0", coded={"a.csv": sheet, "b.csv": sheet + b"\n"}).coding

    one.write_text(one.read_text(encoding="utf-8").replace("of no use", "of little use"), encoding="utf-8")
    with pytest.raises(WhereasError, match="in none of these texts"):
        report(from_files([one]), "dprk", version="0", coded={"a.csv": sheet, "b.csv": sheet + b"\n"})


def test_texts_that_do_not_name_it_give_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="nothing to code"):
        sheet_of(measured(from_files([file(tmp_path, "t.txt", BODY)])), 1)


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", "x")

    with pytest.raises(WhereasError, match="one name"):
        sheets_from([path, path])


def test_a_release_is_marked_as_strictly_as_its_texts(bench: Workbench, tmp_path: Path) -> None:
    add(bench, file(tmp_path, "c.txt", COMPASS))
    (text,) = from_ledger(bench)
    made = measured([replace(text, marking=Marking(tlp=TLP.AMBER))])

    path = release_texts(made, {"texts.csv": b"x"}, tmp_path / "out", by="A. Tester", at=NOW)

    assert "TLP:AMBER" in path.read_text(encoding="utf-8")


def test_the_same_texts_are_measured_for_another_subject(tmp_path: Path) -> None:
    one = file(tmp_path, "t.txt", f"We shall, in the end, meet with North Korea and Iran on an island.\n\n{BODY}")

    others = {key: measured(from_files([one]), key).texts[0].attention.mentions[0].others for key in ("dprk", "iran")}
    assert others == {"dprk": ("Iran",), "iran": ("North Korea",)}
