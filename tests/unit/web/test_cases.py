"""Cases in the browser: opened, changed, commented and shown, to those whose clearance covers them and nobody else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.workbench.case_on_file import ADOPTION, STANDARD, SUBJECT, fill, note
from tests.unit.workbench.desk_case import bench_in
from whereas.core.marking import TLP
from whereas.ledger.desk import Board
from whereas.web.roles import Role
from whereas.web.visit import COOKIE
from whereas.workbench.desk import claim_named

pytestmark = pytest.mark.usefixtures("store")

PEOPLE = {"An Analyst": Role.ANALYST, "A Colleague": Role.ANALYST, "A Reviewer": Role.REVIEWER,
          "A Releaser": Role.RELEASER, "A Reader": Role.READER}  # fmt: skip
PAGE = {"accept": "text/html"}


@dataclass(kw_only=True)
class Room:
    """The server over the tutorial's case, with the five people at it, each cleared for everything."""

    office: Office
    folder: Path

    def become(self, name: str) -> None:
        """From now on the client is this person."""
        self.office.client.cookies.set(COOKIE, self.office.register.open_session(name, now=NOW))

    def get(self, path: str, *, status: int = 200) -> str:
        answer = self.office.client.get(path, headers=PAGE)
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, path: str, *, status: int = 303, form: str = "/cases/new", **said: object) -> Any:
        """A form sent, with the token that a page of ours gave: `form` is one that the person may see."""
        given = re.search(r'name="_csrf_token" value="([^"]+)"', self.get(form))
        assert given is not None
        answer = self.office.client.post(
            path, data={"_csrf_token": given[1], **said}, headers=PAGE, follow_redirects=False
        )
        assert answer.status_code == status, answer.text
        return answer

    def opened(self, **said: object) -> str:
        """The address of a new case."""
        told = {"question": "Who answers for the beatings at Sangnok?", "name": "sangnok", "subjects": SUBJECT,
                "standards": STANDARD}  # fmt: skip
        return str(self.post("/cases/new", **(told | said)).headers["location"])

    def desk(self) -> Board:
        with bench_in(self.folder) as bench:
            return bench.ledger.desk()

    def draft(self, **said: object) -> dict[str, object]:
        """The fields of the tutorial's draft in the form."""
        board, kept = self.desk(), note()
        fields: dict[str, object] = {"adoption": ADOPTION, "proportionality": kept.proportionality, "do": "save"}
        for number, one in enumerate(kept.sentences, start=1):
            fields[f"text-{number}"] = one.text
            fields[f"claims-{number}"] = [claim_named(board.claims, each).id for each in one.claims]
        return fields | said


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    fill(tmp_path)
    with serving(tmp_path, jobs=False) as office:
        for name, role in PEOPLE.items():
            office.sign_in(role, name=name, tlp=TLP.RED)
        made = Room(office=office, folder=tmp_path)
        made.become("An Analyst")
        yield made


def texts(page: str, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(page).xpath(path)]


def test_a_case_shows_for_each_element_its_verdict_its_claims_and_what_would_turn_it(room: Room) -> None:
    page = room.get(f"{room.opened()}?as_of={ADOPTION}")
    elements = texts(page, "//li[contains(@class, 'element')]")
    assert len(elements) >= 4
    (order,) = [one for one in elements if "ordered, planned" in one]
    assert "not shown In 2019 Han Jae-mok ordered the beatings" in order
    assert "E6: 1 independent origin, 2 needed" in order
    assert "shown From 2017 to 2019 Han Jae-mok exercised authority" in order
    tree = html.fromstring(page)
    ids = tree.xpath("//li[contains(@class, 'element')]/@id")
    assert all(one.startswith("element-han-jae-mok-eu-human-rights-torture-") for one in ids)
    assert {f"#{one}" for one in ids} <= set(tree.xpath("//a[@class='here']/@href"))
    assert any("/exhibits/" in one and "page%3A" in one for one in tree.xpath("//a[@class='exhibit']/@href"))


def test_a_case_shows_contradictions_with_their_settlement_and_who_did_what(room: Room) -> None:
    address = room.opened()
    page = room.get(address)
    (pair,) = texts(page, "//li[@class='pair']")
    assert "became head" in pair
    assert "Settled by An Analyst" in pair
    log = texts(page, "//ol[@class='log']/li")
    assert any("opened the case" in one for one in log)
    assert any("withdrew a claim: head only from March 2018" in one for one in log)
    only = texts(room.get(f"{address}?what=Settlement"), "//ol[@class='log']/li")
    assert len(only) == 1


def test_people_state_and_subjects_change_and_every_change_stays_in_the_log(room: Room) -> None:
    address = room.opened()
    room.post(f"{address}/changes", people="A Colleague", state="parked", reason="the roster is being checked")
    room.become("A Colleague")
    room.post(f"{address}/comments", words="The roster is of 2023.", on="", tlp="AMBER")
    page = room.get(address)
    assert "the roster is being checked" in page
    assert texts(page, "//ol[@class='comments']/li//p[@class='said']") == ["The roster is of 2023."]
    assert any(one.startswith("2024-02-01") and "A Colleague commented" in one for one in
               texts(page, "//ol[@class='log']/li"))  # fmt: skip
    refused = room.post(f"{address}/changes", status=400, state="closed", reason="")
    assert "no reason is given" in refused.text


def test_what_is_wrong_with_a_new_case_is_said_and_what_was_typed_stays(room: Room) -> None:
    answer = room.post("/cases/new", status=400, question="Who?", standards="eu-human-rights/nonsense")
    assert "there is no standard" in answer.text
    assert html.fromstring(answer.text).xpath("//textarea[@name='question']")[0].text == "Who?"


def test_a_marked_case_and_a_marked_comment_are_seen_by_nobody_below(room: Room) -> None:
    marked = room.opened(question="The marked question?", name="marked", tlp="AMBER_STRICT")
    plain = room.opened(question="The plain question?", name="plain")
    room.post(f"{plain}/comments", words="the marked remark", tlp="AMBER")
    room.office.sign_in(Role.ANALYST, name="Low", tlp=TLP.GREEN)
    listed = room.get("/cases")
    assert "The plain question?" in listed
    assert "marked question" not in listed
    assert "the marked remark" not in room.get(plain)
    unseen, never = room.get(marked, status=400), room.get("/cases/marked-000000", status=400)
    key = marked.rpartition("/")[2]
    assert unseen.replace(key, "KEY") == never.replace("marked-000000", "KEY")
    assert [one["question"] for one in room.office.client.get("/api/v1/cases").json()] == ["The plain question?"]
    assert room.office.client.get(f"/api/v1/cases/{key}").status_code == 400


def test_a_reader_looks_and_does_not_write(room: Room) -> None:
    address = room.opened()
    room.become("A Reader")
    page = room.get(address)
    assert f"{address}/comments" not in page
    room.get("/cases/new", status=403)


def test_the_page_of_a_case_is_there_in_korean(room: Room) -> None:
    address = room.opened()
    answer = room.office.client.get(address, headers={**PAGE, "accept-language": "ko"})
    assert "입증 현황" in answer.text
    assert 'lang="ko"' in answer.text
