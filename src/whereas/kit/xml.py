"""XML from strangers: no document type, no entities, no network, no huge trees, and the path of every element."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

# Byte order marks of the encodings that no list is published in.
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


class XMLError(ValueError):
    """The bytes are not well-formed XML, or hold what no list needs (a document type, entities)."""


def elements(data: bytes, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """Each element with one of these local names, whole, as (absolute XPath, element), in document order.

    The named elements must not nest in one another; each is emptied when the next is asked for, so that memory
    stays small. Paths use local names and a position for the element itself: `/LIST/PERSONS/PERSON[12]`.
    Raises `XMLError` for malformed or truncated XML and for any document type declaration (where external entities
    and entity bombs live).
    """
    if data[:4] in _OTHER_ENCODINGS or data[:2] in _OTHER_ENCODINGS:
        raise XMLError("wrong encoding: the file is UTF-16 or UTF-32, and these lists are published in UTF-8")
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=["{*}" + tag for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    positions: Counter[tuple[str, str]] = Counter()
    parent: etree._Element | None = None
    parent_path = ""
    try:
        for _, element in events:
            _refuse_document_type(element)
            if element.getparent() is not parent:
                parent = element.getparent()
                parent_path = _path(parent)
            name = local_name(element)
            positions[parent_path, name] += 1
            yield f"{parent_path}/{name}[{positions[parent_path, name]}]", element
            element.clear()
    except etree.XMLSyntaxError as error:
        raise XMLError(f"not well-formed XML: {error.msg}") from error
    if events.root is not None:
        _refuse_document_type(events.root)


def root_attributes(data: bytes) -> dict[str, str]:
    """The attributes of the root element, by local name, without reading further; empty if it is not XML."""
    try:
        for _, element in etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False, no_network=True):
            return {str(etree.QName(name).localname): str(value) for name, value in element.attrib.items()}
    except etree.XMLSyntaxError:
        pass
    return {}


def root_name(data: bytes) -> str:
    """The local name of the root element; empty if the bytes do not begin as XML."""
    try:
        for _, element in etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False, no_network=True):
            return local_name(element)
    except etree.XMLSyntaxError:
        pass
    return ""


def children(element: etree._Element, at: str) -> Iterator[tuple[str, str, etree._Element]]:
    """The child elements as (path, local name, element); `at` is the element's own path."""
    seen: Counter[str] = Counter()
    for child in element:
        name = local_name(child)
        seen[name] += 1
        yield f"{at}/{name}[{seen[name]}]", name, child


def text_of(element: etree._Element | None) -> str:
    """All text in the element, its descendants' included; empty for None."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def _path(element: etree._Element | None) -> str:
    steps: list[str] = []
    while element is not None:
        name = local_name(element)
        before = sum(1 for sibling in element.itersiblings(preceding=True) if local_name(sibling) == name)
        steps.append(f"{name}[{before + 1}]" if before else name)
        element = element.getparent()
    return "/" + "/".join(reversed(steps)) if steps else ""


def _refuse_document_type(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise XMLError("the file declares a document type; lists have none, and it is where entity bombs live")
