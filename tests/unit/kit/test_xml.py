"""XML from strangers."""

import random
from pathlib import Path

import pytest

from whereas.kit.xml import XMLError, children, elements, root_attributes, root_name, text_of

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<l:LIST xmlns:l="urn:invented" date="2026-01-01"><!-- none --><PEOPLE>
<PERSON><NAME>One</NAME><NAME>Eins</NAME></PERSON><SHIP/><PERSON><NAME>Two &amp; <B>more</B></NAME></PERSON>
</PEOPLE></l:LIST>"""


def _read(data: bytes, tag: str = "PERSON") -> list[str]:
    return [path for path, _ in elements(data, tag)]


def test_paths_positions_and_text() -> None:
    found = [(path, [(at, text_of(one)) for at, _, one in children(it, path)]) for path, it in elements(LIST, "PERSON")]
    first, second = "/LIST/PEOPLE/PERSON[1]", "/LIST/PEOPLE/PERSON[2]"
    assert found == [
        (first, [(f"{first}/NAME[1]", "One"), (f"{first}/NAME[2]", "Eins")]),
        (second, [(f"{second}/NAME[1]", "Two & more")]),
    ]


def test_the_root() -> None:
    assert root_name(LIST) == "LIST"
    assert root_attributes(LIST) == {"date": "2026-01-01"}
    assert root_name(b"name,alias") == ""
    assert root_attributes(b"name,alias") == {}


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("never read")
    dtd = f'<!DOCTYPE LIST [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(XMLError, match="document type"):
        _read(f"{dtd}<LIST><PERSON>&x;</PERSON></LIST>".encode())


def test_billion_laughs_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE LIST [<!ENTITY l0 "ha">{laughs}]><LIST><PERSON>&l9;</PERSON></LIST>'
    with pytest.raises(XMLError):
        _read(data.encode())


def test_a_document_type_is_refused_even_where_no_element_is_found() -> None:
    with pytest.raises(XMLError, match="document type"):
        _read(b"<!DOCTYPE LIST []><LIST/>")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_hidden_in_another_encoding_is_refused(encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE LIST [<!ENTITY x "y">]><LIST><PERSON>&x;</PERSON></LIST>'
    with pytest.raises(XMLError):
        _read(text.encode(encoding))


def test_a_list_cut_anywhere_is_refused() -> None:
    draw = random.Random(1509)
    for end in draw.sample(range(len(LIST) - 1), 20):
        with pytest.raises(XMLError, match="not well-formed"):
            _read(LIST[:end])
