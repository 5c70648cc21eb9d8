"""Every page and answer is asked with what nobody types: none breaks, and none gives it back as part of a page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from tests.unit.web.clients import Office, serving
from tests.unit.web.test_alerts import FIRST, HAN, SECOND, pull
from tests.unit.web.twins import open_ledger, with_marked
from whereas.core.marking import TLP
from whereas.web.roles import Role

_SCRIPT = "'\"><script>alert(1)</script>"
HOSTILE = (_SCRIPT, "\n", "a" * 5000, "\u0662\u0660\u0662\u0664", "99999999999999999999", "2024-02-30", "\u202e")
# What dependencies of a handler take from its address.
_GRAPH = ("around", "open", "depth", "kinds", "as_of", "on", "authority", "path_to", "scope", "limit")
_MAP = ("layers", "from", "to", "as_of", "view")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("addresses")
    with_marked(open_ledger(folder))
    pull(folder / "home", FIRST)
    pull(folder / "home", SECOND)
    with serving(folder, jobs=False) as served:
        yield served


def asked_of(app: Litestar) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses of everything that is read, with each part and each parameter replaced."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute) or "GET" not in route.route_handler_map or "events" in route.path:
            continue
        taken: Any = route.route_handler_map["GET"][0].parsed_fn_signature.parameters
        named = [one for one in taken if f"{{{one}:" not in route.path and one not in ("visit", "request")]
        named += (*(_GRAPH if "asked" in taken else ()), *(_MAP if "wanted" in taken else ()))
        for said in HOSTILE:
            yield from ((filled(route.path, HAN), {name: said}) for name in named)
            if "{" in route.path:
                yield filled(route.path, quote(said, safe="")), {}


def filled(path: str, said: str) -> str:
    return re.sub(r"\{[^}]+\}", said, path)


def test_nothing_that_is_asked_breaks_the_server_or_is_given_back_as_part_of_a_page(office: Office) -> None:
    client = office.sign_in(Role.RELEASER, tlp=TLP.RED)
    broken = []
    every = list(asked_of(office.client.app))  # type: ignore[arg-type] # the client knows it as any ASGI program
    assert len(every) > 1000
    for path, said in every:
        answer = client.get(path, params=said, headers={"accept": "text/html"})
        page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status_code >= 500 or (page and _SCRIPT in answer.text):
            broken.append((path[:120], {name: one[:20] for name, one in said.items()}, answer.status_code))
    assert broken == []
