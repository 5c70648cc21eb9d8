"""Names and numbers found in running text, with their places."""

import itertools
from pathlib import Path

import pytest

from tests.unit.screen.people import PARTIES
from whereas.core.errors import WhereasError
from whereas.screen.document import screen_document
from whereas.screen.index import Index, made_of

TEXT = """Minutes of an invented meeting.
Comrade Kim Chol Su met Vasiliy Bykovatov and the Munhwa Joint Bank in Sangnok. 박동혁 was there, so was Emma Nobody.
Ships: IMO 9074729; IMO 9319466. Wallet 1BoatSLRHtKNngkdXEeobR76b53LETtpyT and 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa.
"""


@pytest.fixture(scope="module")
def index() -> Index:
    return made_of(PARTIES)


def test_every_mention_stands_where_it_says(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(TEXT, "utf-8")
    found = screen_document(path, index)
    told = {TEXT[one.start : one.end]: one.match.entity for one in found.mentions}
    assert all(TEXT[one.start : one.end] == one.text for one in found.mentions)
    assert told["Vasiliy Bykovatov"] == "vasily"
    assert told["박동혁"] == "pak"
    assert told["9074729"] == "ship-2"
    assert told["1BoatSLRHtKNngkdXEeobR76b53LETtpyT"] == "wallet"
    assert any("Kim Chol Su" in text for text in told)
    assert any("Munhwa Joint Bank" in text for text in told)
    assert not any("Emma" in text for text in told)


def test_identifiers_that_no_list_has_stand_apart(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(TEXT, "utf-8")
    unlisted = {(one.scheme, one.text) for one in screen_document(path, index).unlisted}
    assert unlisted == {("imo_ship", "9319466"), ("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")}


def test_mentions_do_not_overlap(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Kim Chol Su Kim Chol Su Vasily Bykovatov Kim Chol Su", "utf-8")
    places = [(one.start, one.end) for one in screen_document(path, index).mentions]
    assert places == sorted(places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


def test_what_cannot_be_read_says_so(index: Index, tmp_path: Path) -> None:
    (tmp_path / "junk.pdf").write_bytes(b"%PDF-1.4 junk")
    for name in ("junk.pdf", "missing.txt"):
        with pytest.raises(WhereasError, match=r"damaged|cannot be read"):
            screen_document(tmp_path / name, index)
