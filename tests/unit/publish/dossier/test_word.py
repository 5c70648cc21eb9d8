"""The DOCX: its links lead somewhere, and what people do to it in Word comes back as what it is."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from whereas.core.errors import StructureError, UnsafeFileError, WhereasError
from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.word import word
from whereas.publish.dossier.word_back import Returned, read_word
from whereas.workbench.dossiers import Made, come_back

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The DOCX with its body changed, as a word processor would save it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                body = etree.fromstring(part)
                change(body)
                part = etree.tostring(body)
            after.writestr(name, part)
    return out.getvalue()


def sentences(body: Any) -> list[Any]:
    return [one for one in body.iter(f"{W}p") if re.search("whereas_s[0-9a-f]{12}", etree.tostring(one).decode())]


def text_node(paragraph: Any) -> Any:
    """The text of the sentence: what stands first."""
    return next(paragraph.iter(f"{W}t"))


def xml(text: str) -> Any:
    return etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{text}</x>')[0]


@pytest.fixture(scope="module")
def dossier(internal: Made) -> Dossier:
    return internal.dossier


def back(dossier: Dossier, change: Callable[[Any], None]) -> Returned:
    return read_word(edited(word(dossier), change), dossier.lines)


def test_every_link_leads_to_a_bookmark(internal: Made, listing: Made) -> None:
    for made in (internal, listing):
        with zipfile.ZipFile(io.BytesIO(made.files["dossier.docx"])) as archive:
            body = archive.read("word/document.xml").decode()
        links = set(re.findall(r'w:anchor="([^"]+)"', body))
        marks = re.findall(r'<w:bookmarkStart[^>]* w:name="([^"]+)"', body)
        assert len(marks) == len(set(marks))
        assert links <= set(marks)
        wanted = {one.short for one in (*made.dossier.propositions, *made.dossier.exhibits)}
        wanted |= {line.id for line in made.dossier.lines}
        assert {f"whereas_{short}" for short in wanted} <= links
        assert len(re.findall("bookmarkStart", body)) == len(re.findall("bookmarkEnd", body))


def test_what_nobody_touched_comes_back_as_it_was(dossier: Dossier) -> None:
    returned = read_word(word(dossier), dossier.lines)
    assert [(one.text, one.keys, one.claims, one.changed) for one in returned.lines] == [
        (line.text, (line.id,), line.claims, False) for line in dossier.lines
    ]
    assert (returned.gone, returned.dossier) == ((), dossier.id)


def test_a_changed_sentence_keeps_its_links_and_is_unchecked(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        text_node(sentences(body)[1]).text = "In 2017 people were held at Sangnok."

    one = back(dossier, change).lines[1]
    assert (one.text, one.claims, one.changed) == ("In 2017 people were held at Sangnok.", ("P2",), True)


def test_what_is_typed_behind_the_references_is_not_lost(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        sentences(body)[0].append(xml("<w:r><w:t> He still is [P1] in office.</w:t></w:r>"))

    one = back(dossier, change).lines[0]
    assert one.changed
    assert "He still is" in one.text
    assert "in office." in one.text


def test_sentences_can_be_moved(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        found = sentences(body)
        found[0].getparent().insert(found[0].getparent().index(found[0]), found[3])

    returned = back(dossier, change)
    assert [one.keys[0] for one in returned.lines] == [dossier.lines[n].id for n in (3, 0, 1, 2)]
    assert not any(one.changed for one in returned.lines)


def test_a_deleted_sentence_is_gone(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        found = sentences(body)[2]
        found.getparent().remove(found)

    returned = back(dossier, change)
    assert returned.gone == (dossier.lines[2].id,)
    assert len(returned.lines) == 3


def test_a_new_sentence_rests_on_nothing(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        sentences(body)[0].addnext(xml("<w:p><w:r><w:t>A new sentence.</w:t></w:r></w:p>"))

    one = back(dossier, change).lines[1]
    assert (one.text, one.keys, one.claims, one.changed) == ("A new sentence.", (), (), True)


def test_a_sentence_typed_over_is_known_by_its_references(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        found = sentences(body)[0]
        for mark in list(found.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        text_node(found).text = "Other words altogether."

    returned = back(dossier, change)
    assert (returned.lines[0].text, returned.lines[0].claims) == ("Other words altogether.", ("P1",))
    assert returned.lines[0].changed


def test_both_halves_of_a_split_sentence_keep_its_links(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        found = sentences(body)[2]
        first, rest = text_node(found).text[:16], text_node(found).text[17:]
        text_node(found).text = rest
        start = next(found.iter(f"{W}bookmarkStart"))
        before = xml(f"<w:p><w:r><w:t>{first}</w:t></w:r></w:p>")
        before.insert(0, start)  # the mark opens in the first paragraph and ends in the second
        found.addprevious(before)

    returned = back(dossier, change)
    assert [(one.claims, one.changed) for one in returned.lines[2:4]] == [(("P3",), True), (("P3",), True)]
    assert returned.lines[2].text + " " + returned.lines[3].text == dossier.lines[2].text
    assert not returned.gone


def test_merged_sentences_rest_on_what_both_rested_on(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        first, second = sentences(body)[:2]
        for node in list(second):
            if node.tag != f"{W}pPr":
                first.append(node)
        second.getparent().remove(second)

    returned = back(dossier, change)
    assert returned.lines[0].claims == ("P1", "P2")
    assert returned.lines[0].changed
    assert returned.lines[0].text == f"{dossier.lines[0].text} {dossier.lines[1].text}"
    assert not returned.gone


def test_tracked_changes_are_read_as_accepted_and_comments_passed_over(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        found = sentences(body)[0]
        run = text_node(found).getparent()
        run.addnext(xml("<w:ins w:id='900' w:author='E'><w:r><w:t> Added.</w:t></w:r></w:ins>"))
        run.addnext(xml("<w:del w:id='901' w:author='E'><w:r><w:delText> Struck.</w:delText></w:r></w:del>"))
        run.addnext(xml("<w:moveFrom w:id='902' w:author='E'><w:r><w:t> Moved away.</w:t></w:r></w:moveFrom>"))
        run.addnext(xml("<w:moveTo w:id='903' w:author='E'><w:r><w:t> Moved here.</w:t></w:r></w:moveTo>"))
        run.addnext(xml("<w:commentRangeStart w:id='1'/>"))
        found.append(xml("<w:r><w:commentReference w:id='1'/></w:r>"))

    assert back(dossier, change).lines[0].text == f"{dossier.lines[0].text} Moved here. Added."


def test_a_comment_alone_changes_nothing(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        sentences(body)[0].append(xml("<w:r><w:commentReference w:id='1'/></w:r>"))

    assert not back(dossier, change).lines[0].changed


def test_a_paragraph_end_deleted_under_tracking_joins_two_sentences(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        first = sentences(body)[0]
        first.find(f"{W}pPr").append(xml("<w:rPr><w:del w:id='1' w:author='E'/></w:rPr>"))

    returned = back(dossier, change)
    assert returned.lines[0].claims == ("P1", "P2")
    assert len(returned.lines) == 3


def test_headings_may_be_renamed_by_a_word_of_another_language(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        for style in body.iter(f"{W}pStyle"):
            style.set(f"{W}val", "berschrift1")
        for node in body.iter(f"{W}t"):
            node.text = node.text.replace("Statement of reasons", "Begründung").replace("Elements", "Tatbestand")

    assert not any(one.changed for one in back(dossier, change).lines)


def test_text_that_a_text_box_shows_twice_is_no_sentence(dossier: Dossier) -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    assert not any(one.changed for one in back(dossier, lambda body: sentences(body)[0].append(xml(box))).lines)


def test_a_document_without_our_marks_is_refused(dossier: Dossier) -> None:
    import docx

    plain = docx.Document()
    plain.add_paragraph("Something else.")
    out = io.BytesIO()
    plain.save(out)
    with pytest.raises(StructureError, match="no heading"):
        read_word(out.getvalue(), dossier.lines)
    plain.add_heading("Statement of reasons", 1)
    plain.add_paragraph("He did it.")
    plain.add_heading("Elements", 1)
    out = io.BytesIO()
    plain.save(out)
    with pytest.raises(StructureError, match="no mark of a dossier"):
        read_word(out.getvalue(), dossier.lines)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_docx_is_refused(dossier: Dossier, data: bytes) -> None:
    with pytest.raises((StructureError, UnsafeFileError)):
        read_word(data, dossier.lines)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


HOSTILE = {
    "a bomb": {"word/document.xml": b"<a/>", "word/media/x": b"\0" * 80_000_000},
    "an entity": {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
    "an entity in UTF-16": {
        "word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode("utf-16")
    },
    "no XML": {"word/document.xml": b"text"},
    "no body": {"word/other.xml": b"<a/>"},
}


@pytest.mark.parametrize("story", HOSTILE)
def test_a_hostile_docx_is_refused(dossier: Dossier, story: str) -> None:
    with pytest.raises((StructureError, UnsafeFileError)):
        read_word(packed(HOSTILE[story]), dossier.lines)


def test_runs_nested_without_end_are_refused(dossier: Dossier) -> None:
    def change(body: Any) -> None:
        at = sentences(body)[0]
        for _ in range(300):
            at = etree.SubElement(at, f"{W}smartTag")

    with pytest.raises((StructureError, UnsafeFileError)):
        read_word(edited(word(dossier), change), dossier.lines)


def test_what_comes_back_makes_a_draft(internal: Made) -> None:
    def change(body: Any) -> None:
        text_node(sentences(body)[1]).text = "Changed."

    returned, note = come_back(edited(internal.files["dossier.docx"], change), internal.files["dossier.json"])
    assert [one.unchecked for one in note.sentences] == [False, True, False, False]
    assert note.sentences[1].claims == (internal.dossier.propositions[1].id,)
    assert note.proportionality == internal.dossier.proportionality
    assert returned.dossier == internal.dossier.id


def test_a_document_of_another_dossier_is_refused(internal: Made, listing: Made) -> None:
    with pytest.raises(WhereasError, match="was made of dossier"):
        come_back(internal.files["dossier.docx"], listing.files["dossier.json"])


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"format": 1}'])
def test_what_is_no_dossier_is_refused(internal: Made, data: bytes) -> None:
    with pytest.raises(WhereasError, match="this is no dossier"):
        come_back(internal.files["dossier.docx"], data)


def test_signs_that_no_xml_holds_do_not_break_the_file(dossier: Dossier) -> None:
    import msgspec

    line = msgspec.structs.replace(dossier.lines[0], text="Before\x00\x0b\ufffeafter")
    data = word(msgspec.structs.replace(dossier, lines=(line, *dossier.lines[1:])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "Before\ufffd" in archive.read("word/document.xml").decode()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_links_survive_libreoffice(dossier: Dossier, tmp_path: Path) -> None:
    def change(body: Any) -> None:
        text_node(sentences(body)[1]).text = "Changed before saving."

    (tmp_path / "in.docx").write_bytes(edited(word(dossier), change))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", tmp_path / "out", tmp_path / "in.docx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    returned = read_word((tmp_path / "out/in.docx").read_bytes(), dossier.lines)
    assert [one.claims for one in returned.lines] == [line.claims for line in dossier.lines]
    assert [one.changed for one in returned.lines] == [False, True, False, False]
    assert returned.dossier == dossier.id
