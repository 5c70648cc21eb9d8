"""The PDF is an archive file of the kind PDF/A-3a, accessible, and holds the dossier's data byte for byte.

The checks read the file themselves. Where a veraPDF program stands at the path in VERAPDF, it judges as well.
"""

import os
import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.unit.publish.dossier.pdf_reading import Pdf
from whereas.core.errors import WhereasError
from whereas.publish.dossier import pack
from whereas.publish.dossier import pdf as made_here
from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.pdf import font_folder, pdf
from whereas.workbench.dossiers import Made

needs_korean = pytest.mark.skipif(
    font_folder() is None and not any(Path("/usr/share/fonts").rglob("Noto*CJK*")),
    reason="no font for Korean and Chinese is installed",
)


def in_words(dossier: Dossier, text: str) -> Dossier:
    """The dossier with this text for its first sentence, and no other text that is not Latin."""
    line = msgspec.structs.replace(dossier.lines[0], text=text)
    lines = (line, *dossier.lines[1:])
    propositions = tuple(
        msgspec.structs.replace(
            one, spans=tuple(msgspec.structs.replace(place, quote="quoted", lang="en") for place in one.spans)
        )
        for one in dossier.propositions
    )
    return msgspec.structs.replace(dossier, lines=lines, propositions=propositions)


@pytest.fixture(scope="module")
def latin(internal: Made) -> Dossier:
    """The dossier without Korean, which every machine can print."""
    return in_words(internal.dossier, "He was the head.")


@pytest.fixture(scope="module")
def read(latin: Dossier) -> Pdf:
    return Pdf(pdf(latin))


def test_it_says_what_it_is(read: Pdf) -> None:
    said = read.streams[read.refers(read.one(b"/Type/Catalog"), b"Metadata")].decode()
    assert re.search(r"<pdfaid:part>3</pdfaid:part>|pdfaid:part=\"3\"", said)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>|pdfaid:conformance=\"A\"", said)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", said)
    assert "Proposal: Han Jae-mok" in said


def test_its_colours_are_defined_by_a_profile_in_it(read: Pdf) -> None:
    intent = read.one(b"/Type/OutputIntent")
    assert b"/S/GTS_PDFA1" in intent
    profile = read.streams[read.refers(intent, b"DestOutputProfile")]
    assert profile[36:40] == b"acsp", "no ICC profile"
    assert b"/DeviceCMYK" not in read.data


def test_every_font_is_in_it_and_can_be_read_out(read: Pdf) -> None:
    fonts = read.of(b"/Type/Font/")
    assert fonts
    for head in fonts.values():
        if b"/Subtype/Type0" in head:
            assert b"begincmap" in read.streams[read.refers(head, b"ToUnicode")]
            descendant = read.heads[read.refers(head, b"DescendantFonts")]
            descriptor = read.heads[read.refers(descendant, b"FontDescriptor")]
            assert re.search(rb"/FontFile[23]? ", descriptor), descriptor[:200]


def test_nothing_in_it_is_locked_or_runs(read: Pdf) -> None:
    trailer = read.data[read.data.rindex(b"trailer") :]
    assert b"/Encrypt" not in trailer
    assert b"/ID[" in trailer
    for mark in (b"/JavaScript", b"/JS", b"/Launch", b"/Movie", b"/Sound", b"/XFA", b"/AA", b"/OpenAction", b"/LZW"):
        assert not [head for head in read.heads.values() if re.search(mark + rb"\b", head)], mark


def test_it_is_tagged_and_names_its_language(read: Pdf) -> None:
    catalogue = read.one(b"/Type/Catalog")
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", catalogue)
    assert b"/Lang(en)" in catalogue
    assert b"/DisplayDocTitle true" in catalogue
    assert b"/StructTreeRoot" in catalogue
    roles = b"".join(read.heads.values())
    for role in (b"/S/H1", b"/S/H2", b"/S/Table", b"/S/TH", b"/S/Link", b"/S/L"):
        assert role in roles, role


def test_its_data_are_attached_byte_for_byte(read: Pdf, latin: Dossier) -> None:
    catalogue, file = read.one(b"/Type/Catalog"), read.one(b"/Type/Filespec")
    assert b"/AFRelationship/Data" in file
    assert b"/UF(dossier.json)" in file
    assert read.heads[read.refers(catalogue, b"AF")] == file
    number = read.refers(file[file.index(b"/EF") :], b"F")
    assert b"/Subtype/application#2Fjson" in read.heads[number]
    assert read.streams[number] == latin.manifest()


def test_its_links_lead_inside(read: Pdf, latin: Dossier) -> None:
    links = read.of(b"/Subtype/Link")
    sentences = sum(len(line.claims) for line in latin.lines)
    places = sum(len(one.spans) + len(one.against) for one in latin.propositions)
    assert len(links) >= sentences + places
    assert not [head for head in links.values() if b"/URI" in head]
    assert all(b"/Dest" in head or b"/GoTo" in head for head in links.values())


def test_korean_is_printed_or_there_is_no_pdf(internal: Made) -> None:
    if "dossier.pdf" in internal.files:
        assert "한재목" in text_of(internal.files["dossier.pdf"])
    else:
        assert "could not be displayed" in internal.problem


def text_of(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@needs_korean
@pytest.mark.parametrize(
    "text", ["한재목은 소장이였다.", "韓在睦任所長。", "韩在睦任所长。", "Хан Чэ Мок был начальником."]
)
def test_every_script_of_the_field_is_printed(latin: Dossier, text: str) -> None:
    assert text.split(maxsplit=1)[0].rstrip("。.") in text_of(pdf(in_words(latin, text)))


def test_a_sign_that_no_font_has_is_an_error_and_no_gap(latin: Dossier) -> None:
    with pytest.raises(WhereasError, match="could not be displayed"):
        pdf(in_words(latin, "A sign of the Old Hungarian script: \U00010c80"))


def test_without_a_font_the_rest_is_made_and_says_so(
    internal: Made, latin: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_font(_: Dossier) -> bytes:
        raise WhereasError("the PDF was not made: no font", todo="install one")

    monkeypatch.setattr(pack, "pdf", no_font)
    files = pack.pack(latin, dict.fromkeys((one.sha256 for one in latin.exhibits), b"").__getitem__)
    assert "dossier.pdf" not in files
    assert b"install one" in files["PDF-NOT-MADE.txt"]
    assert {"dossier.docx", "dossier.html", "dossier.json"} <= set(files)


def test_fonts_of_the_machine_are_not_asked_where_its_own_are_enough(
    latin: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    before = made_here._fonts

    def fonts(*, own_fonts_only: bool) -> object:
        asked.append(own_fonts_only)
        return before(own_fonts_only=own_fonts_only)

    monkeypatch.setattr(made_here, "_fonts", fonts)
    pdf(latin)
    assert asked == [True]


@pytest.mark.skipif(not os.environ.get("VERAPDF"), reason="VERAPDF does not name a veraPDF program")
def test_verapdf_agrees(latin: Dossier, tmp_path: Path) -> None:
    (tmp_path / "dossier.pdf").write_bytes(pdf(latin))
    for flavour in ("3a", "ua1"):
        done = subprocess.run(
            [os.environ["VERAPDF"], "--format", "text", "--flavour", flavour, tmp_path / "dossier.pdf"],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.stdout.startswith("PASS"), done.stdout + done.stderr
