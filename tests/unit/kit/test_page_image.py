"""Pages and pictures drawn in a process apart: what stands where, and what is refused."""

import struct
import zlib

import pytest
from tests.unit.kit.test_pages import pdf, pdf_in_any_script

from whereas.kit.page_image import TALLEST, DrawingError, pdf_page, picture
from whereas.kit.pages import pages

LINE = "Order 12 of the invented ministry"


def chunks(png: bytes) -> list[bytes]:
    """The kinds of the chunks of a PNG, in order."""
    found, at = [], 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8])
        at += size + 12
    return found


def test_a_page_is_a_png_of_the_width_asked_for_without_any_text_in_it() -> None:
    drawing = pdf_page(pdf(LINE, "two"), 1, width=600)
    assert chunks(drawing.png) == [b"IHDR", b"IDAT", b"IEND"]
    assert abs(drawing.width - 600) <= 1
    assert drawing.pages == 2
    assert min(zlib.decompress(drawing.png[41:-16])) < 255  # something is drawn on it


def test_boxes_stand_where_the_words_of_the_text_are() -> None:
    data = pdf(LINE)
    text = next(pages(data, "x.pdf")).text
    word, rest = text.index("invented"), text.index("ministry")
    drawing = pdf_page(data, 1, width=612, ranges=((word, word + 8), (rest, rest + 8), (0, len(text))))
    (one,), (two,), (whole,) = drawing.boxes
    assert whole[0] == pytest.approx(72, abs=1)  # the text begins 72 points from the left
    assert 792 - 720 - 14 < whole[1] < whole[3] < 792 - 720 + 6  # on a line 720 points from the bottom
    assert whole[0] < one[0] < one[2] < two[0] < two[2] <= whole[2] + 0.5


def test_boxes_of_other_scripts_count_characters_and_not_units() -> None:
    data = pdf_in_any_script("𠀀김철수")
    text = next(pages(data, "x.pdf")).text.strip()
    drawing = pdf_page(data, 1, ranges=tuple((at, at + 1) for at in range(len(text))))
    lefts = [box[0][0] for box in drawing.boxes if box]
    assert lefts == sorted(lefts)


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"", b"no document"])
def test_what_is_no_pdf_is_said(data: bytes) -> None:
    with pytest.raises(DrawingError):
        pdf_page(data, 1)


def test_a_page_that_is_not_there_is_said() -> None:
    with pytest.raises(DrawingError, match="there is no page 2: the document has 1"):
        pdf_page(pdf(LINE), 2)


def test_a_page_of_any_height_is_held_to_the_tallest() -> None:
    data = pdf(LINE).replace(b"[0 0 612 792]", b"[0 0 20 999]")
    assert pdf_page(data, 1, width=2400).height <= TALLEST + 1


def test_a_picture_is_drawn_anew_without_what_was_written_into_it() -> None:
    own = pdf_page(pdf(LINE), 1, width=300)
    said = b"taken at Sangnok"
    told = struct.pack(">I", len(said)) + b"tEXt" + said + struct.pack(">I", zlib.crc32(b"tEXt" + said))
    again = picture(own.png[:33] + told + own.png[33:], width=200)
    assert said not in again.png
    assert b"tEXt" not in chunks(again.png)
    assert again.width <= 200


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a", b"\xff\xd8\xffcut"])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(DrawingError):
        picture(data)
