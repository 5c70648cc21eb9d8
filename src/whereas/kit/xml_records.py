"""The records of an XML file a few at a time, each as the paths and texts of its leaves."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

from lxml import etree

from whereas.kit.xml import XMLError, children, elements, local_name

MOST_LEAVES = 600  # of one record; the rest is counted
_LOOKED_AT = 400_000  # elements, to find what repeats
_FIRST = re.compile(r"\[1\](?=/|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text with its absolute path; `depth` counts from the record, `name` is the element's or `@` and an attribute's
    name."""

    path: str
    name: str
    depth: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlRecord:
    """A record: its path, its leaves in the order of the file, and how many more there are than are given."""

    path: str
    leaves: tuple[Leaf, ...]
    more: int = 0


def same_path(one: str, other: str) -> bool:
    """Whether two paths lead to one place: `[1]` may be left out."""
    return _FIRST.sub("", one) == _FIRST.sub("", other)


def record_names(data: bytes) -> tuple[str, ...]:
    """The names of what repeats nearest to the root, the most frequent first. Raises `XMLError`."""
    counts: Counter[tuple[str, ...]] = Counter()
    holds: set[tuple[str, ...]] = set()
    path: list[str] = []
    events = etree.iterparse(
        BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in islice(events, _LOOKED_AT):
            if event == "end":
                path.pop()
                element.clear()
                continue
            path.append(local_name(element))
            counts[tuple(path)] += 1
            holds.add(tuple(path[:-1]))
    except etree.XMLSyntaxError as error:
        raise XMLError(f"not well-formed XML: {error.msg}") from error
    repeated = [one for one, count in counts.items() if count > 1 and len(one) > 1]
    tops = [one for one in repeated if not any(one[:size] in repeated for size in range(1, len(one)))]
    tops.sort(key=lambda one: (one not in holds, -counts[one]))
    return tuple(dict.fromkeys(one[-1] for one in tops))


def records(data: bytes, name: str) -> Iterable[XmlRecord]:
    """Every record of a name, one at a time. Raises `XMLError`."""
    return (_record(path, element) for path, element in elements(data, name))


def _record(path: str, element: etree._Element) -> XmlRecord:
    found = list(islice(_leaves(path, element, 0), MOST_LEAVES + 1))
    more = sum(1 for _ in element.iter()) - MOST_LEAVES if len(found) > MOST_LEAVES else 0
    return XmlRecord(path=path, leaves=tuple(found[:MOST_LEAVES]), more=max(more, 0))


def _leaves(path: str, element: etree._Element, depth: int) -> Iterator[Leaf]:
    for name, value in element.attrib.items():
        plain = str(etree.QName(name).localname)
        yield Leaf(path=f"{path}/@{plain}", name=f"@{plain}", depth=depth, text=str(value))
    own = (element.text or "").strip()
    if own or (depth and not len(element)):
        yield Leaf(path=path, name=local_name(element), depth=depth, text=own)
    elif depth:
        yield Leaf(path=path, name=local_name(element), depth=depth, text="")
    for at, _, child in children(element, path):
        yield from _leaves(at, child, depth + 1)
