"""Follows every link of a page and of what it leads to, and asks every part of the API that can be asked with ids."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from litestar.testing import TestClient

_LINK = re.compile(r"""(?:href|src|action|hx-get|data-src)=["']([^"'#]+)""")
_NEVER = ("/static/", "/sign-out")  # nothing of the ledger is there; the session must last


def crawl(client: TestClient[Any], start: Iterable[str] = ("/",), *, alike: int = 6) -> dict[str, tuple[int, str]]:
    """The addresses that links lead to from the first ones, with the status and the text of each answer.

    Of addresses of one shape (`/entities/...`), which lead to pages that are made alike, so many are followed.
    """
    shapes: Counter[str] = Counter()
    first = frozenset(start)
    waiting = deque(dict.fromkeys(start))
    found: dict[str, tuple[int, str]] = {}
    while waiting:
        address = waiting.popleft()
        shape = _shape(address)
        if address in found or (shapes[shape] >= alike and address not in first):
            continue
        shapes[shape] += 1
        answer = client.get(address, headers={"accept": "text/html, */*"}, follow_redirects=False)
        found[address] = (answer.status_code, answer.text)
        waiting.extend(one for one in _links(address, answer) if one not in found)
    return found


def _shape(address: str) -> str:
    """An address without its ids and values: its first part, how deep it is, and the names of what is asked."""
    parts = urlsplit(address)
    place = parts.path.strip("/").split("/")
    return f"{place[0]} {len(place)} {sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True))}"


def _links(address: str, answer: Any) -> list[str]:
    told = [answer.headers.get("location", "")]
    if "html" in answer.headers.get("content-type", ""):
        told += [unescape(link) for link in _LINK.findall(answer.text)]
    whole = (urljoin(address, link) for link in told if link)
    return [one for one in whole if not urlsplit(one).netloc and not one.startswith(_NEVER)]


def asked(client: TestClient[Any], ids: Mapping[str, Iterable[str]]) -> dict[str, tuple[int, str]]:
    """Every GET of the API, with each id in the place of each parameter of a path."""
    paths: Mapping[str, Any] = client.get("/api/openapi.json").json()["paths"]
    every = [one for several in ids.values() for one in several]
    found = {}
    for path, verbs in paths.items():
        if "get" not in verbs:
            continue
        names = re.findall(r"\{([^}]+)\}", path)
        for value in every if names else [""]:
            address = re.sub(r"\{[^}]+\}", quote(value, safe=""), path)
            if address.endswith("/events"):
                continue  # a stream that goes on
            answer = client.get(address)
            found[address] = (answer.status_code, answer.text)
    return found
