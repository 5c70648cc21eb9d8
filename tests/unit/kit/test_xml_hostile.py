"""XML that tries to read files, reach the network or grow: refused, and without a word of what it asked for."""

import random
import socket
from pathlib import Path

import pytest
from lxml import etree

from whereas.kit.xml import XMLError, elements, root_attributes, root_name, text_of


def _texts(data: bytes) -> list[str]:
    return [text_of(element) for _, element in elements(data, "P")]


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE L SYSTEM "{uri}"><L><P>a</P></L>',
        '<!DOCTYPE L PUBLIC "-//X//Y" "{uri}"><L><P>a</P></L>',
        '<!DOCTYPE L [<!ENTITY % p SYSTEM "{uri}"> %p;]><L><P>a</P></L>',
        '<!DOCTYPE L [<!ENTITY x SYSTEM "{uri}">]><L a="b"><P>&x;</P></L>',
        '<!DOCTYPE L [<!ENTITY x SYSTEM "{uri}">]><L><Q>&x;</Q></L>',
        '<!DOCTYPE L [<!ATTLIST P a CDATA "default">]><L><P/></L>',
        "<!DOCTYPE L [<!NOTATION n SYSTEM '{uri}'>]><L><P>a</P></L>",
    ],
)
def test_a_document_type_of_any_kind_is_refused(document: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never to be seen")
    with pytest.raises(XMLError) as refused:
        _texts(document.replace("{uri}", secret.as_uri()).encode())
    assert "never to be seen" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp037", "utf-8-sig", "latin-1"])
def test_a_document_type_is_refused_in_any_declared_encoding(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never to be seen")
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE L [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = f"{text}<L><P>&x;</P></L>".encode(encoding)
    with pytest.raises(XMLError) as refused:
        _texts(data)
    assert "never to be seen" not in str(refused.value)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a parser reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    for uri in ("http://127.0.0.1:9/x.dtd", "ftp://127.0.0.1:9/x.dtd"):
        with pytest.raises(XMLError):
            _texts(f'<!DOCTYPE L SYSTEM "{uri}"><L><P>a</P></L>'.encode())


def test_an_inclusion_is_an_element_like_any_other(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never to be seen")
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="{secret.as_uri()}"/>'
    assert _texts(f"<L><P>a{include}b</P></L>".encode()) == ["ab"]


def test_laughs_in_an_attribute_are_refused_before_they_grow() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE L [<!ENTITY l0 "ha">{laughs}]><L a="&l9;"><P a="&l9;">x</P></L>'.encode()
    with pytest.raises(XMLError):
        _texts(data)
    assert len(str(root_attributes(data))) < 1_000_000
    assert root_name(data) in ("", "L")


def test_depth_has_an_end() -> None:
    with pytest.raises(XMLError):
        _texts(b"<L>" * 100_000 + b"<P>a</P>" + b"</L>" * 100_000)


def test_a_long_list_cut_at_twenty_random_places_is_refused_after_what_was_whole() -> None:
    people = "".join(f"<P><NAME>Invented {number}</NAME></P>" for number in range(3000))
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n<L><PS>{people}</PS></L>'.encode()
    assert len(_texts(whole)) == whole.count(b"<P>") == 3000
    draw = random.Random(2397)
    for end in draw.sample(range(1, len(whole) - 1), 20):
        seen = 0
        with pytest.raises(XMLError, match="not well-formed"):
            for _ in elements(whole[:end], "P"):
                seen += 1
        assert seen <= whole[:end].count(b"</P>")


def test_paths_are_xpaths_that_lead_back_to_their_elements() -> None:
    data = b"<L><G><P>1</P><Q/><P>2</P></G><H/><G><P>3</P></G></L>"
    tree = etree.fromstring(data)
    found = [(path, text_of(element)) for path, element in elements(data, "P")]
    assert [text for _, text in found] == ["1", "2", "3"]
    assert all(text in [hit.text for hit in tree.xpath(path)] for path, text in found)
