"""A page of a PDF, or a picture, as a new PNG: drawn in a process apart that is bounded in memory and time.

What a stranger's file could do to a browser stays behind: scripts, links, forms, and what a camera wrote into a picture
(EXIF) are not in the PNG.
"""

import struct
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from whereas.kit.apart import ApartError, answering, ask

if TYPE_CHECKING:
    import numpy as np

WIDEST, TALLEST = 2400, 6000  # pixels
_ENDINGS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the image


class DrawingError(ValueError):
    """The page cannot be drawn: the file is damaged, locked, or asks for more than it may."""


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A page as PNG with its size in pixels; for each range of characters asked for, the boxes it covers."""

    png: bytes = b""
    width: int = 0
    height: int = 0
    boxes: tuple[tuple[Box, ...], ...] = ()
    pages: int = 1


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    form: str
    data: bytes
    number: int = 1
    width: int = 900
    ranges: tuple[tuple[int, int], ...] = ()


def picture_form(data: bytes) -> str:
    """`png`, `jpg`, `gif` or `webp` by the first bytes; empty for what is no picture that is drawn."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for mark, ending in _ENDINGS.items() if data.startswith(mark)), "")


def pdf_page(data: bytes, number: int, *, width: int = 900, ranges: tuple[tuple[int, int], ...] = ()) -> Drawing:
    """A page (from 1) drawn `width` pixels wide; `ranges` are characters of the page's text, end excluded.

    The text is that of `kit.pages`. Raises `DrawingError`.
    """
    return _drawn(_Asked(form="pdf", data=data, number=number, width=_within(width), ranges=ranges))


def picture(data: bytes, *, width: int = 900) -> Drawing:
    """A picture drawn anew, at most `width` pixels wide and never larger than it is. Raises `DrawingError`."""
    form = picture_form(data)
    if not form:
        raise DrawingError("this is none of the pictures that are drawn: PNG, JPEG, GIF, WebP")
    return _drawn(_Asked(form=form, data=data, width=_within(width)))


def _within(width: int) -> int:
    return max(100, min(width, WIDEST))


def _drawn(asked: _Asked) -> Drawing:
    try:
        return ask("whereas.kit.page_image", asked, Drawing)
    except ApartError as error:
        raise DrawingError(str(error)) from None


# --- In the process apart


def serve() -> None:
    """The process apart: draws what it is given on standard input and ends."""
    answering(_Asked, lambda asked: _pdf(asked) if asked.form == "pdf" else _picture(asked))


def _pdf(asked: _Asked) -> Drawing:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(asked.data)
        if not 1 <= asked.number <= len(document):
            raise DrawingError(f"there is no page {asked.number:,}: the document has {len(document):,}")
        page = document[asked.number - 1]
        wide, tall = page.get_size()
        scale = min(asked.width / max(wide, 1), TALLEST / max(tall, 1))
        pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
        height, width = pixels.shape[:2]
        boxes = tuple(_boxes(page, asked.ranges, width, height)) if asked.ranges else ()
    except (pypdfium2.PdfiumError, AssertionError) as error:
        raise DrawingError(f"the page cannot be drawn: {error}") from error
    return Drawing(png=_png(pixels), width=width, height=height, boxes=boxes, pages=len(document))


def _boxes(page: Any, ranges: tuple[tuple[int, int], ...], width: int, height: int) -> list[tuple[Box, ...]]:
    text = page.get_textpage()
    places = _places(text)
    found = []
    for first, last in ranges:
        each = (_box(page, text, place, width, height) for place in places[first:last])
        found.append(_lines([box for box in each if box is not None]))
    return found


def _places(text: Any) -> list[int]:
    """For each character of the page's text the number it has in the document's own count.

    That count is in units of UTF-16, and holds both characters of a line end, of which the text has one.
    """
    from pypdfium2 import raw

    said = str(text.get_text_range(errors="replace"))
    units, at = [], 0
    for character, following in pairwise(said + "\0"):
        if not (character == "\r" and following == "\n"):
            units.append(at)
        at += 2 if ord(character) > 0xFFFF else 1
    return [raw.FPDFText_GetCharIndexFromTextIndex(text, unit) for unit in units]


def _box(page: Any, text: Any, place: int, width: int, height: int) -> Box | None:
    """Where a character stands on the image; None for one that takes no room."""
    from pypdfium2 import PdfiumError

    try:
        left, bottom, right, top = text.get_charbox(place, loose=True)
    except PdfiumError:
        return None
    if right <= left or top <= bottom:
        return None
    corners = [_on_image(page, width, height, x, y) for x, y in ((left, bottom), (right, top))]
    (one, two), (three, four) = corners
    return (min(one, three), min(two, four), max(one, three), max(two, four))


def _on_image(page: Any, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page on its image, as the page is turned and cut."""
    from ctypes import c_int

    from pypdfium2 import raw

    fine = 10  # the library answers in whole pixels: asked of an image ten times as large, in tenths
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width * fine, height * fine, 0, x, y, across, down)
    return across.value / fine, down.value / fine


def _lines(boxes: list[Box]) -> tuple[Box, ...]:
    """Boxes of characters joined into one for each line."""
    joined: list[Box] = []
    for box in boxes:
        last = joined[-1] if joined else None
        if last and min(last[3], box[3]) - max(last[1], box[1]) > 0.5 * min(last[3] - last[1], box[3] - box[1]):
            joined[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            joined.append(box)
    return tuple(joined)


def _png(pixels: "np.ndarray[Any, Any]") -> bytes:
    """Rows of RGB as a PNG (ISO/IEC 15948) without any text in it."""
    import numpy as np

    height, width, depth = pixels.shape
    colours = pixels if depth == 3 else np.repeat(pixels[:, :, :1], 3, axis=2)
    rows = np.zeros((height, width * 3 + 1), dtype=np.uint8)  # each begins with its filter: none
    rows[:, 1:] = colours.reshape(height, width * 3)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


_SHEET = """#set page(width: auto, height: auto, margin: 0pt)
#context { let own = measure(image("NAME")); image("NAME", width: calc.min(own.width, WIDTHpt)) }"""


def _picture(asked: _Asked) -> Drawing:
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as folder:
        name = f"picture.{asked.form}"
        Path(folder, name).write_bytes(asked.data)
        sheet = Path(folder, "sheet.typ")
        sheet.write_text(_SHEET.replace("NAME", name).replace("WIDTH", str(asked.width)), encoding="utf-8")
        try:
            png = typst.compile(sheet, root=Path(folder), format="png", ppi=72, ignore_system_fonts=True)
        except (typst.TypstError, RuntimeError) as error:
            raise DrawingError(f"the picture cannot be drawn: {str(error).splitlines()[0][:200]}") from error
    if not isinstance(png, bytes):
        raise DrawingError("the picture cannot be drawn on one page")
    width, height = struct.unpack(">II", png[16:24])
    return Drawing(png=png, width=width, height=height)
