"""An edited DOCX come back: which sentences kept their links, which changed, which are new and which are gone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.kit.packed import PackedError, unzip
from whereas.publish.dossier.model import Line
from whereas.publish.dossier.word import END, NOTE, PREFIX, REASONS, START, UNCHECKED, references

_LARGEST = 50_000_000
_DEEPEST = 256
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Text that stands no more once the changes are accepted, and parts that are no text of the sentence.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK})
_SPACES = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence as it came back: the ids of the sentences it was, the propositions it rests on, and if it changed.

    One id where it was kept or changed, several where sentences were merged, none where it is new. Both halves of a
    sentence that was split have its id.
    """

    text: str
    keys: tuple[str, ...]
    claims: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Every sentence that came back in order, the ids of those that are gone, and the digest of the dossier it was."""

    lines: tuple[Said, ...]
    gone: tuple[str, ...]
    dossier: str


@dataclass(slots=True, kw_only=True)
class _Read:
    """A paragraph while it is read: its text with all changes accepted, and the sentences whose marks it lies in."""

    text: str = ""
    keys: list[str] = field(default_factory=list)
    joins: bool = False


def read_word(data: bytes, before: Iterable[Line]) -> Returned:
    """Reads an edited dossier: a sentence keeps its links by its bookmark, a changed or new one is unchecked.

    Tracked changes count as accepted, comments are passed over. Raises `StructureError` for a file that is no DOCX or
    no dossier of ours, `UnsafeFileError` for one that tries something.
    """
    known = {line.id: line for line in before}
    body, comments = _parts(data)
    lines = tuple(said for one in _reasons(body, known) if (said := _said(one, known)).text)
    found = {key for one in lines for key in one.keys}
    told = re.search(r"whereas:([0-9a-f]{64})", comments)
    if not told and not found:
        raise StructureError(
            "this document bears no mark of a dossier", todo="edit the dossier.docx of the folder, and bring that back"
        )
    return Returned(lines=lines, gone=tuple(key for key in known if key not in found), dossier=told[1] if told else "")


def _said(one: _Read, known: Mapping[str, Line]) -> Said:
    lines = [known[key] for key in one.keys]
    text, claims = one.text, [short for line in lines for short in line.claims]
    for line in lines:
        text = _without(text, references(line))
    if not lines:
        text, claims = _by_references(text, known.values())
    if any(line.unchecked for line in lines):
        text = _without(text, UNCHECKED)
    text = " ".join(text.split())
    same = len(lines) == 1 and text == " ".join(lines[0].text.split())
    return Said(text=text, keys=tuple(one.keys), claims=tuple(dict.fromkeys(claims)), changed=not same)


def _without(text: str, mark: str) -> str:
    """The text without the last place where a mark of ours stands; what was typed around it stays."""
    before, found, after = text.rpartition(mark)
    return f"{before} {after}" if found else text


def _by_references(text: str, known: Iterable[Line]) -> tuple[str, list[str]]:
    """A sentence that was typed over lost its mark; the references behind it still say what it rests on."""
    shorts = {short for line in known for short in line.claims}
    for found in re.finditer(r"\[(P\d+(?:, P\d+)*)\]", text):
        named = found[1].split(", ")
        if shorts.issuperset(named):
            return text.replace(found[0], " "), named
    return text, []


def _parts(data: bytes) -> tuple[Any, str]:
    from lxml import etree

    if len(data) > _LARGEST:
        raise UnsafeFileError(f"the file has {len(data):,} bytes", todo="save it again without pictures")
    try:
        parts = unzip(data, limit=_LARGEST)
        body = _tree(parts["word/document.xml"])
    except PackedError as error:
        raise UnsafeFileError(str(error), todo="save it again from Word as DOCX") from None
    except (KeyError, etree.XMLSyntaxError):
        raise StructureError("this is no Word document", todo="save it from Word as DOCX") from None
    return body, parts.get("docProps/core.xml", b"").decode("utf-8", "replace")


def _tree(data: bytes) -> Any:
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnsafeFileError("the document defines entities, which Word never does", todo="save it again from Word")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _reasons(body: Any, known: Mapping[str, Line]) -> Iterator[_Read]:
    """The paragraphs of the statement of reasons, from its heading to the next part's."""
    paragraphs = [one for one in body.iter(f"{_W}p") if next(one.iterancestors(f"{_W}p"), None) is None]
    start = next((n for n, one in enumerate(paragraphs) if START in _names(one)), None)
    if start is None:
        start = next((n for n, one in enumerate(paragraphs) if _text(one).strip() == REASONS), None)
    if start is None:
        raise StructureError(
            f"there is no heading “{REASONS}”", todo="keep the headings; edit the sentences between them"
        )
    end = next((n for n, one in enumerate(paragraphs) if END in _names(one)), None)
    if end is None:
        end = next((n for n, one in enumerate(paragraphs) if n > start and _text(one).strip() == "Elements"), None)
    if end is None or end < start:
        raise StructureError("where the sentences end cannot be seen", todo="keep the heading “Elements” after them")
    return _joined(_read(one, known) for one in _with_open_marks(paragraphs[start + 1 : end]))


def _with_open_marks(paragraphs: Iterable[Any]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Each paragraph with the names of all bookmarks it lies in: one that was split lies in its mark to the end."""
    open_marks: dict[str, str] = {}
    for one in paragraphs:
        inherited = tuple(open_marks.values())
        for node in one.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            if node.tag == f"{_W}bookmarkStart":
                open_marks[str(node.get(f"{_W}id"))] = str(node.get(f"{_W}name", ""))
            else:
                open_marks.pop(str(node.get(f"{_W}id")), None)
        names = tuple(dict.fromkeys((*inherited, *_names(one))))
        if NOTE not in names:
            yield one, names


def _read(found: tuple[Any, tuple[str, ...]], known: Mapping[str, Line]) -> _Read:
    paragraph, names = found
    keys = [key for name in names if (key := name.removeprefix(PREFIX)) in known and name.startswith(PREFIX)]
    return _Read(text=_text(paragraph), keys=keys, joins=_mark_is_gone(paragraph))


def _joined(paragraphs: Iterable[_Read]) -> Iterator[_Read]:
    """Paragraphs whose end was deleted under change tracking are one with the next."""
    held: _Read | None = None
    for one in paragraphs:
        if held is not None:
            one.text, one.keys = f"{held.text} {one.text}", [*held.keys, *one.keys]
        held = one if one.joins else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _mark_is_gone(paragraph: Any) -> bool:
    return any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{name}") is not None for name in ("del", "moveFrom"))


def _names(paragraph: Any) -> tuple[str, ...]:
    return tuple(str(mark.get(f"{_W}name", "")) for mark in paragraph.iter(f"{_W}bookmarkStart"))


def _text(element: Any, depth: int = 0) -> str:
    """The text as it stands once all tracked changes are accepted."""
    if depth > _DEEPEST:
        raise UnsafeFileError("a paragraph is nested too deep", todo="save it again from Word")
    parts = []
    for node in element:
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _SPACES:
            parts.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag not in _GONE and isinstance(node.tag, str):
            parts.append(_text(node, depth + 1))
    return "".join(parts)
