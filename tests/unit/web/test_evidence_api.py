"""Exhibits and claims by API: the same as the command line, within what somebody may see and do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.web.clients import Office, serving
from tests.unit.web.twins import open_ledger, with_marked
from whereas.core.marking import TLP
from whereas.web.roles import Role

TEXT = "Oh Nam-il signed the invented order."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with serving(open_ledger(tmp_path)) as opened:
        yield opened


def ready(client: Any) -> Any:
    """The client with the token against forgery that a browser would send."""
    client.get("/exhibits")
    client.headers["x-csrftoken"] = client.cookies["csrftoken"]
    return client


def bring(client: Any, name: str = "order.txt", text: str = TEXT, **fields: str) -> Any:
    return client.post(
        "/api/v1/exhibits", data={"evidence": "document", **fields}, files={"file": (name, text.encode())}
    )


def test_an_exhibit_is_brought_read_and_filed_anew(office: Office) -> None:
    client = ready(office.sign_in(Role.ANALYST, tlp=TLP.AMBER))
    answer = bring(client, title="Order")
    assert answer.status_code == 201, answer.text
    key = answer.json()["taken"][0]["sha256"]
    assert client.get(f"/api/v1/exhibits/{key}/bytes").content == TEXT.encode()
    assert client.get(f"/api/v1/exhibits/{key}/words?at=page:1@0-9").json()["words"] == "Oh Nam-il"
    filed = client.patch(f"/api/v1/exhibits/{key}/filing", json={"marking": "amber", "uses": ["eu", "un"]})
    assert (filed.status_code, filed.json()["title"], filed.json()["uses"]) == (200, "Order", ["eu", "un"])
    lowered = client.patch(f"/api/v1/exhibits/{key}/filing", json={"marking": "clear"})
    assert (lowered.status_code, "without a reason" in lowered.json()["error"]) == (400, True)
    whole = client.get(f"/api/v1/exhibits/{key}").json()
    assert whole["intact"] is True
    assert whole["exhibit"]["marking"] == "TLP:AMBER"


def test_an_exhibit_is_brought_and_filed_anew_for_audiences(office: Office) -> None:
    client = ready(office.sign_in(Role.ANALYST, audiences=frozenset({"eu", "un"})))
    key = bring(client, audiences="eu, un").json()["taken"][0]["sha256"]
    assert client.get(f"/api/v1/exhibits/{key}").json()["exhibit"]["marking"] == "TLP:CLEAR; REL TO eu, un"
    for audiences, note, status in ((["eu"], None, 200), (["eu", "un"], None, 400), (["us"], "x", 400), ([], "x", 200)):
        said = {"audiences": audiences, **({"note": note} if note else {})}
        assert client.patch(f"/api/v1/exhibits/{key}/filing", json=said).status_code == status, said
    assert client.get(f"/api/v1/exhibits/{key}").json()["exhibit"]["marking"] == "TLP:CLEAR"


def test_bytes_that_are_not_what_they_should_be_are_not_taken(office: Office) -> None:
    client = ready(office.sign_in(Role.ANALYST))
    answer = bring(client, sha256="0" * 64)
    assert (answer.status_code, answer.json()["error"][:14]) == (400, "the bytes that")
    assert client.get("/api/v1/exhibits?q=order").json()["total"] == 0


def test_a_claim_is_recorded_settled_and_withdrawn(office: Office) -> None:
    client = ready(office.sign_in(Role.REVIEWER))
    bring(client)
    said = {
        "kind": "holds_office", "subject": "han-jae-mok", "object": "clerk", "words": "He was a clerk.",
        "start": "2017", "end": "2018", "rivals": "office", "spans": [{"exhibit": "order.txt", "quote": "Oh Nam-il"}],
    }  # fmt: skip
    answer = client.post("/api/v1/claims", json={"claims": [said]})
    assert answer.status_code == 201, answer.text
    made = answer.json()[0]["id"]
    (pair,) = client.get("/api/v1/claims/contradictions").json()
    other = ({pair["one"], pair["other"]} - {made}).pop()
    settled = client.post(f"/api/v1/claims/{made}/settle", json={"why": "the roster says head", "stands": other})
    assert settled.json()["claim"]["state"] == "gave way"
    assert client.post(f"/api/v1/claims/{made}/reopen", json={"why": "too soon"}).json()["claim"]["state"] == "stands"
    gone = client.post(f"/api/v1/claims/{made}/withdraw", json={"why": "misread"}).json()
    assert [one["what"] for one in gone["history"]] == ["Claim", "Settlement", "Reopening", "Withdrawal"]


def test_of_two_claims_one_of_which_is_wrong_none_is_recorded(office: Office) -> None:
    client = ready(office.sign_in(Role.ANALYST))
    before = client.get("/api/v1/claims").json()["total"]
    quoted = {"exhibit": "roster.txt", "quote": "Han Jae-mok"}
    good = {"kind": "identity", "subject": "oh", "words": "He is Oh.", "spans": [quoted]}
    wrong = {**good, "spans": [{"exhibit": "roster.txt", "quote": "words that are not there"}]}
    answer = client.post("/api/v1/claims", json={"claims": [good, wrong]})
    assert (answer.status_code, answer.json()["where"][:7]) == (400, "claim 2")
    assert client.get("/api/v1/claims").json()["total"] == before


def test_who_may_only_read_changes_nothing(office: Office) -> None:
    client = ready(office.sign_in(Role.READER))
    key = client.get("/api/v1/claims").json()["claims"][0]["id"]
    assert bring(client).status_code == 403
    assert client.post("/api/v1/claims", json={"claims": []}).status_code == 403
    assert client.post(f"/api/v1/claims/{key}/withdraw", json={"why": "no"}).status_code == 403


def test_what_is_marked_answers_like_what_is_not_there(tmp_path: Path) -> None:
    marked = with_marked(open_ledger(tmp_path))
    with serving(tmp_path) as office:
        client = ready(office.sign_in(Role.REVIEWER))
        exhibit, claim = marked["exhibit"][0], marked["claim"][0]
        for path in (
            f"exhibits/{exhibit}",
            f"exhibits/{exhibit}/bytes",
            f"exhibits/{exhibit}/words?at=page:1@0-3",
            f"claims/{claim}",
        ):
            answer, absent = (
                client.get(f"/api/v1/{one}") for one in (path, path.replace(exhibit, "0" * 64).replace(claim, "0" * 64))
            )
            assert answer.status_code == absent.status_code == 404
            assert answer.text.replace(exhibit, "0" * 64).replace(claim, "0" * 64) == absent.text
        quoting = {
            "kind": "identity",
            "subject": "oh",
            "words": "Oh.",
            "spans": [{"exhibit": exhibit, "quote": "Kestrelmark"}],
        }
        refused = client.post("/api/v1/claims", json={"claims": [quoting]})
        assert refused.status_code == 400
        assert "Kestrelmark Desk" not in refused.text
        assert "Ospreyfile" not in client.get("/api/v1/exhibits").text + client.get("/api/v1/claims").text
