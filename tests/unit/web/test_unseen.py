"""A reader meets nothing of what is marked above their clearance: on no page, in no answer of the API, in no count."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.web.clients import Office, serving
from tests.unit.web.crawl import asked, crawl
from tests.unit.web.twins import CANARIES, open_ledger, with_marked
from whereas.core.marking import TLP
from whereas.web.roles import Role

pytestmark = pytest.mark.usefixtures("store")

_SAID = re.compile("|".join(CANARIES), re.IGNORECASE)
_NOBODY = "0" * 64
# Where one might find it: a search for its words, its subject, the parties around it.
_ASKED = (
    "/search?q=Merlinname+Trading", "/search?q=Kestrelmark",
    "/network?around=merlinname", "/network?around=han-jae-mok",
    "/entities/merlinname", "/entities/han-jae-mok", "/exhibits?q=Kestrelmark", "/claims?subject=merlinname",
    "/claims?kind=supplied_arms", "/standards/eu-ukraine/military-industry",
)  # fmt: skip


@pytest.fixture(scope="module")
def twin(store: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    folder = open_ledger(tmp_path_factory.mktemp("marked"))
    return folder, with_marked(folder)


@pytest.fixture
def office(twin: tuple[Path, dict[str, list[str]]]) -> Iterator[Office]:
    with serving(twin[0]) as served:
        yield served


def _tokens(ids: dict[str, list[str]]) -> list[str]:
    return [one for several in ids.values() for one in several]


def test_no_page_shows_it(office: Office, twin: tuple[Path, dict[str, list[str]]]) -> None:
    ids = twin[1]
    direct = [f"/{kind}s/{one}" for kind in ("exhibit", "claim") for one in ids[kind]]
    found = crawl(office.sign_in(Role.READER, name="a-reader"), ("/", *_ASKED, *direct))
    assert len(found) > len(_ASKED) + len(direct)
    told = [address for address, (_, text) in found.items() if _SAID.search(_without_question(text, address))]
    assert told == []
    digests = ids["exhibit"] + ids["claim"]
    linked = [a for a, (_, text) in found.items() if a not in direct and any(one in text for one in digests)]
    assert linked == []
    assert not [(address, status) for address, (status, _) in found.items() if status >= 500]


def test_the_api_answers_as_if_it_were_not_there(office: Office, twin: tuple[Path, dict[str, list[str]]]) -> None:
    ids = twin[1]
    found = asked(office.sign_in(Role.READER, name="an-api-reader"), ids | {"none": [_NOBODY]})
    told = [a for a, (_, text) in found.items() if _SAID.search(_without_question(text, a))]
    assert told == []
    for one in ids["exhibit"] + ids["claim"]:
        for address in (each for each in found if one in each):
            unknown = address.replace(one, _NOBODY)
            assert _nameless(found[address], one) == _nameless(found[unknown], _NOBODY), address


def test_who_is_cleared_does_meet_it(office: Office, twin: tuple[Path, dict[str, list[str]]]) -> None:
    """Else the tests above could not fail."""
    client = office.sign_in(Role.ANALYST, name="cleared", tlp=TLP.AMBER_STRICT)
    found = crawl(client, ("/", *_ASKED))
    met = {word for word in CANARIES for _, text in found.values() if word in text}
    assert met == set(CANARIES)


def _nameless(answer: tuple[int, str], asked_for: str) -> tuple[int, str]:
    status, text = answer
    return status, text.replace(asked_for, "ID").replace(asked_for[:12], "ID")


def _without_question(text: str, address: str) -> str:
    """An answer without the words that were asked, which a page may repeat."""
    for word in CANARIES:
        if word.lower() in address.lower():
            text = re.sub(word, "", text, flags=re.IGNORECASE)
    return text
