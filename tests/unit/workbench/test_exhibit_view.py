"""An exhibit as it is looked at: its form, its parts, and the very words at a place; on real lists where they are."""

import random
import time
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.errors import WhereasError
from whereas.kit.pages import Page
from whereas.workbench import workbench
from whereas.workbench.exhibit_view import (
    PART,
    Form,
    Mark,
    form_of,
    open_exhibit,
    place_of_words,
    table_part,
    text_part,
    words_at,
)

SAMPLES = {
    Form.PDF: (b"%PDF-1.4", "a.txt"), Form.HTML: (b"<!doctype html><p>", "a"),
    Form.XML: (b"<?xml version='1.0'?><a/>", "a"),
    Form.TABLE: (b"A,B\n1,2\n", "a.csv"), Form.IMAGE: (b"\x89PNG\r\n\x1a\n", "a.txt"), Form.MEDIA: (b"ID3", "a.mp3"),
    Form.TEXT: (b"words", "a.txt"), Form.OTHER: (b"\0\1\2", "a.bin"),
}  # fmt: skip


@pytest.mark.parametrize("form", SAMPLES)
def test_a_file_is_what_its_bytes_are_before_its_name(form: Form) -> None:
    assert form_of(*SAMPLES[form]) is form


def test_a_long_text_is_cut_into_parts_that_lose_nothing() -> None:
    text = "".join(f"line {no} of an invented report\n" for no in range(3000))
    page = Page(number=1, text=text)
    count = text_part(page, part=1, marks=()).parts
    told = [text_part(page, part=no, marks=()) for no in range(1, count + 1)]
    assert "".join(run.text for part in told for run in part.runs) == text
    assert all(sum(len(run.text) for run in part.runs) <= PART for part in told)


def test_the_part_that_is_shown_holds_what_is_cited_and_marks_it_alone() -> None:
    text = "a" * PART + "\nHan Jae-mok was head." + "b" * PART
    first = text.index("Han")
    part = text_part(Page(number=1, text=text), part=0, marks=(Mark(first=first, last=first + 11),))
    assert [run.text for run in part.runs if run.cited] == ["Han Jae-mok"]


def test_marks_that_overlap_keep_every_character_once() -> None:
    page = Page(number=1, text="Han Jae-mok was head of Sangnok.")
    marks = (Mark(first=0, last=11), Mark(first=4, last=20, claim="x"), Mark(first=4, last=8, claim="y"))
    runs = text_part(page, part=1, marks=marks).runs
    assert "".join(run.text for run in runs) == page.text
    assert [run.claims for run in runs] == [(), ("x", "y"), ("x",), ("x",), ()]
    assert [run.cited for run in runs] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("name", "text", "at", "said"),
    [
        ("a.txt", "Han Jae-mok\nSangnok", "page:1@0-3", "Han"),
        ("a.txt", "Han Jae-mok\nSangnok", "line:2", "Sangnok"),
        ("a.csv", "NAME,PLACE\nHan,Sangnok\n", "row:2#PLACE", "Sangnok"),
        ("a.csv", "NAME,PLACE\nHan,Sangnok\n", "row:2", "Han | Sangnok"),
        ("a.json", '{"a/b": ["x", {"c": "Han"}]}', "json:/a~1b/1/c", "Han"),
        ("a.yaml", "a:\n  - b: Han\n", "json:/a/0/b", "Han"),
        ("a.xml", "<?xml version='1.0'?><L><E><N>x</N></E><E><N>Han</N></E></L>", "/L/E[2]/N", "Han"),
    ],
)
def test_a_place_says_its_very_words(tmp_path: Path, name: str, text: str, at: str, said: str) -> None:
    with bench_in(tmp_path) as bench:
        key = add_text(bench, tmp_path, name, text)
        assert words_at(open_exhibit(bench, key), at) == said


@pytest.mark.parametrize(
    "at", ["page:9@0-1", "page:1@0-999", "row:99", "line:99", "json:/x", "/a/b[7]", "no place", ""]
)
def test_a_place_that_is_none_is_said(tmp_path: Path, at: str) -> None:
    with bench_in(tmp_path) as bench:
        key = add_text(bench, tmp_path, "a.txt", "Han Jae-mok")
        with pytest.raises(WhereasError):
            words_at(open_exhibit(bench, key), at)


def test_words_alone_find_the_first_place_where_they_stand(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        material = open_exhibit(bench, add_text(bench, tmp_path, "a.txt", "Oh. Han\nJae-mok, Han Jae-mok."))
        assert place_of_words(material, "Han Jae-mok") == "page:1@4-15"
        assert place_of_words(material, "nowhere") == ""


def test_every_value_of_the_real_lists_opens_at_its_place(real_lists: Path, tmp_path: Path) -> None:
    with workbench(settings_of(tmp_path / "home", mirror=(real_lists,)), now="2026-11-27T07:00:00Z") as bench:
        bench.pull(["un", "ofac_cons", "au_dfat", "eu_journal", "jp_mof", "ofac_wallets", "casebook"])
        draw, started, tried = random.Random(1), time.perf_counter(), 0
        said = list(bench.view().statements())
        for one in draw.sample(said, 300):
            at = one.locator
            material = open_exhibit(bench, one.exhibit, member=at.partition("!")[0] if "!" in at else "")
            words = words_at(material, at)  # raises where the place is not there
            if one.prop in ("name", "alias") and one.original and "#" in at:
                assert one.original in words, at
                tried += 1
        assert tried
        assert time.perf_counter() - started < 120  # a bound against doing it all anew each time, not a measure


def test_a_table_of_the_real_lists_is_paged(real_lists: Path, tmp_path: Path) -> None:
    with workbench(settings_of(tmp_path / "home", mirror=(real_lists,)), now="2026-11-27T07:00:00Z") as bench:
        bench.pull(["ofac_sdn"])
        plain = next(one for one in bench.ledger.exhibits().values() if one.name == "2021_sdn.csv")
        material = open_exhibit(bench, plain.sha256)
        part = table_part(material, part=0, row=8001)
        assert 8001 in [number for number, _ in part.rows]
        assert len(part.rows) <= 50


def test_a_list_that_begins_with_its_first_entry_has_no_header(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        material = open_exhibit(bench, add_text(bench, tmp_path, "sdn.csv", '36,"AN INVENTED LINE"\n37,"ANOTHER"\n'))
        part = table_part(material, part=1)
        assert (part.header, [number for number, _ in part.rows]) == ((), [1, 2])
        assert words_at(material, "row:1#SDN_Name") == "36 | AN INVENTED LINE"
