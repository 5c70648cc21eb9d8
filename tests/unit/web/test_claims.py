"""Claims in the browser: made from quotations, checked, listed, settled, withdrawn, and saved as YAML."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.web.clients import Office, serving
from tests.unit.web.twins import open_ledger, with_marked
from tests.unit.workbench.desk_case import bench_in
from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.workbench import desk

WORDS = "Han Jae-mok was head of Sangnok from 2016 to 2021."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with serving(open_ledger(tmp_path)) as opened:
        yield opened


@pytest.fixture
def roster(tmp_path: Path, office: Office) -> str:
    assert office
    with bench_in(tmp_path) as bench:
        return next(key for key, one in bench.ledger.exhibits().items() if one.name == "roster.txt")


def csrf(client: Any, path: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path).text)
    assert found is not None, path
    return found[1]


def made(client: Any, roster: str, **fields: str) -> Any:
    """Sends the form of a claim with one quotation."""
    data = {
        "kind": "holds_office", "subject": "han-jae-mok", "object": "head of Sangnok", "words": WORDS, "start": "2016",
        "span-0-exhibit": roster, "span-0-at": "page:1@13-28", "span-0-quote": "head of Sangnok", "span-0-side": "for",
        "do": "record", **fields,
    }  # fmt: skip
    return client.post("/claims/new", data={"_csrf_token": csrf(client, "/claims/new"), **data}, follow_redirects=False)


def test_chosen_words_become_a_claim_that_opens_them_again(office: Office, roster: str) -> None:
    client = office.sign_in(Role.ANALYST)
    form = client.get(f"/claims/new?span={roster}~page:1@13-28&kind=holds_office").text
    assert "<blockquote>head of Sangnok</blockquote>" in form
    assert 'id="serves-title"' in form
    answer = made(client, roster)
    assert answer.status_code == 303
    told = client.get(answer.headers["location"]).text
    assert f"/exhibits/{roster}?at=page%3A1%4013-28" in told
    assert WORDS in client.get("/claims?subject=han-jae-mok&kind=holds_office").text


@pytest.mark.parametrize(
    ("field", "value", "beside"),
    [
        ("kind", "invented_kind", "kind-error"),
        ("subject", "", "subject-error"),
        ("start", "in May", "start-error"),
        ("low", "many", "low-error"),
        ("high", "5", "unit-error"),
        ("confidence", "likely", "confidence-error"),
        ("end", "2010", "end-error"),
        ("span-0-quote", "tail of Sangnok", "span-0-error"),
        ("span-0-at", "page:9@1-2", "span-0-error"),
        ("span-0-credibility", "7", "span-0-error"),
        ("span-0-translation", "in other words", "span-0-error"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    office: Office, roster: str, field: str, value: str, beside: str
) -> None:
    client = office.sign_in(Role.ANALYST)
    answer = made(client, roster, place="Sangnok <valley>", **{field: value})
    assert answer.status_code == 422
    assert f'id="{beside}"' in answer.text
    assert 'value="Sangnok &lt;valley&gt;"' in answer.text
    assert WORDS not in client.get("/claims").text


def test_a_check_says_who_it_may_be_and_records_nothing(office: Office, roster: str) -> None:
    client = office.sign_in(Role.ANALYST)
    answer = made(client, roster, subject="han", do="check")
    assert answer.status_code == 200
    assert "<code>han-jae-mok</code>" in answer.text
    assert WORDS not in client.get("/claims").text


def test_a_reader_records_nothing(office: Office) -> None:
    client = office.sign_in(Role.READER)
    assert client.get("/claims/new").status_code == 403
    assert client.post("/claims/new", data={}).status_code == 403


@pytest.fixture
def rivals(tmp_path: Path, office: Office) -> tuple[str, str]:
    """Two claims that give one office at one time in two ways."""
    text = """
claims:
  - {kind: holds_office, subject: han-jae-mok, object: deputy at Sangnok, words: He was deputy at Sangnok., start: 2017, end: 2019, rivals: office, spans: [{exhibit: roster.txt, quote: Sangnok}]}
"""  # noqa: E501 -- one claim a line reads best
    with bench_in(tmp_path) as bench:
        first = next(key for key, one in bench.ledger.desk().claims.items() if one.rivals)
        return first, desk.claim(bench, "rival.yaml", text)[0].id


def decide(client: Any, key: str, verb: str, **fields: str) -> Any:
    token = csrf(client, f"/claims/{key}")
    return client.post(f"/claims/{key}/{verb}", data={"_csrf_token": token, **fields}, follow_redirects=False)


def test_a_contradiction_is_settled_opened_again_and_kept(office: Office, rivals: tuple[str, str]) -> None:
    client = office.sign_in(Role.REVIEWER)
    one, other = rivals
    assert other in client.get("/claims/contradictions").text
    assert decide(client, other, "give-way", other=one).status_code == 422  # no reason
    assert decide(client, other, "give-way", other=one, why="the roster says head").status_code == 303
    assert "gave way" in client.get(f"/claims/{other}").text
    assert "the roster says head" in client.get(f"/claims/{one}").text
    assert decide(client, other, "reopen", why="it is of another year").status_code == 303
    told = client.get(f"/claims/{other}").text
    assert "it is of another year" in told
    assert "the roster says head" in told  # both stay


def test_a_claim_is_withdrawn_with_a_reason_and_stays(office: Office, rivals: tuple[str, str]) -> None:
    client = office.sign_in(Role.REVIEWER)
    assert decide(client, rivals[1], "withdraw", why=" ").status_code == 422
    assert decide(client, rivals[1], "withdraw", why="misread <i>roster</i>").status_code == 303
    told = client.get(f"/claims/{rivals[1]}").text
    assert "misread &lt;i&gt;roster&lt;/i&gt;" in told
    assert rivals[1] in client.get("/claims?state=withdrawn").text


def test_an_analyst_decides_nothing(office: Office, rivals: tuple[str, str]) -> None:
    client = office.sign_in(Role.ANALYST)
    token = csrf(client, "/claims/new")
    answer = client.post(f"/claims/{rivals[0]}/withdraw", data={"_csrf_token": token, "why": "because"})
    assert answer.status_code == 403


def test_saved_claims_can_be_read_by_the_command_line(office: Office, roster: str) -> None:
    client = office.sign_in()
    told = client.get("/claims/export.yaml?subject=han-jae-mok")
    assert told.headers["content-disposition"].startswith("attachment")
    said = yaml.safe_load(told.text)["claims"]
    assert {span["exhibit"] for one in said for span in one["spans"]} == {roster}
    one = client.get(f"/claims/{'0' * 64}")
    assert one.status_code == 404


def test_a_claim_on_a_marked_exhibit_answers_like_one_that_is_not_there(tmp_path: Path) -> None:
    marked = with_marked(open_ledger(tmp_path))
    with serving(tmp_path) as office:
        client = office.sign_in()
        for key in marked["claim"]:
            hidden, absent = client.get(f"/claims/{key}"), client.get(f"/claims/{'0' * 64}")
            assert (hidden.status_code, hidden.text.replace(key, "0" * 64)) == (404, absent.text)
            assert client.get(f"/claims/{key[:12]}").status_code == 404
        assert "Harrierword" not in client.get("/claims").text + client.get("/claims/contradictions").text
        assert "Harrierword" in office.sign_in(Role.READER, tlp=TLP.RED).get("/claims").text


def test_a_quotation_from_a_marked_exhibit_tells_nothing(tmp_path: Path) -> None:
    marked = with_marked(open_ledger(tmp_path))["exhibit"][0]
    with serving(tmp_path) as office:
        client = office.sign_in(Role.ANALYST)
        told = [client.get(f"/claims/new?span={key}~page:1@0-11").text for key in (marked, "0" * 64)]
        assert "Kestrelmark" not in told[0]
        assert re.sub("[0-9a-f]{12,64}", "", told[0]) == re.sub("[0-9a-f]{12,64}", "", told[1])
