"""Drafts in the browser: checked while they are written, every version kept, through Word and back."""

import io
import re
import time

import docx
import pytest
from lxml import html

from tests.unit.web.test_cases import Room, room, texts
from tests.unit.workbench.case_on_file import STANDARD, SUBJECT, note
from whereas.core.marking import TLP
from whereas.web.roles import Role

__all__ = ["room"]


def address(case: str, verb: str = "drafts") -> str:
    return f"{case}/{verb}/{SUBJECT}/{STANDARD}"


def bases(page: str) -> list[str]:
    return [str(one) for one in html.fromstring(page).xpath("//input[@name='base']/@value")]


def test_a_first_draft_has_a_sentence_for_each_claim_and_is_not_saved(room: Room) -> None:
    case = room.opened()
    page = room.get(address(case))
    assert "In 2019 Han Jae-mok ordered the beatings" in " ".join(texts(page, "//textarea"))
    assert bases(page) == []
    assert "does not leave" in " ".join(texts(page, "//div[@id='bars']"))
    assert room.desk().casework[case.rpartition("/")[2]][-1].said.__class__.__name__ == "CaseOpened"


def test_findings_stand_beside_their_sentence_and_checking_saves_nothing(room: Room) -> None:
    case = room.opened()
    said = room.draft(do="check")
    said |= {"text-5": "In 2019 he ordered the beatings.", "claims-5": []}
    page = room.post(address(case, "checks"), status=200, **said).text
    (found,) = texts(page, "//div[@id='findings-5']")
    assert "fails" in found
    assert re.search(r"\bE\d+ ", found)
    assert "sentence 5" in " ".join(texts(page, "//div[@id='bars']"))
    assert "This is checked and not saved." in page
    assert "no version" not in page
    clean = room.post(address(case, "checks"), status=200, **room.draft(do="check")).text
    assert "Nothing bars it." in clean
    assert texts(clean, "//div[@id='findings-2']//span[contains(@class, 'weight-fails')]") == []


def test_sentences_move_are_struck_and_added_without_a_script(room: Room) -> None:
    case = room.opened()
    first, second = (one.text for one in note().sentences[:2])
    down = room.post(address(case, "checks"), status=200, **room.draft(do="down-1")).text
    assert texts(down, "//textarea[starts-with(@name, 'text-')]")[:2] == [second, first]
    struck = room.post(address(case, "checks"), status=200, **room.draft(do="strike-1")).text
    assert len(texts(struck, "//textarea[starts-with(@name, 'text-')]")) == 3
    added = room.post(address(case, "checks"), status=200, **room.draft(do="after-1")).text
    assert texts(added, "//textarea[starts-with(@name, 'text-')]")[1] == ""


def test_every_version_is_kept_and_two_are_compared_word_by_word(room: Room) -> None:
    case = room.opened()
    room.post(address(case), **room.draft())
    changed = room.draft(base=bases(room.get(address(case))), remark="narrower")
    changed["text-2"] = "In 2017 and 2019 two persons were held at that centre."
    room.post(address(case), **changed)
    page = room.get(address(case, "versions"))
    assert len(texts(page, "//tbody/tr")) == 2
    (line,) = [one for one in html.fromstring(page).xpath("//li[@class='sentence']") if one.xpath(".//ins")]
    assert [one.text_content() for one in line.xpath(".//ins")] == ["two"]
    assert "narrower" in page


def test_of_two_people_who_save_at_once_nobody_loses_anything(room: Room) -> None:
    case = room.opened()
    room.post(address(case), **room.draft())
    base = bases(room.get(address(case)))
    mine = room.draft(base=base) | {"text-1": "Mine stands."}
    theirs = room.draft(base=base) | {"text-1": "Theirs stands."}
    room.post(address(case), **theirs)
    room.become("A Colleague")
    room.post(address(case), **mine)
    page = room.get(address(case))
    assert "Two versions stand side by side" in page
    assert {"Mine stands.", "Theirs stands."} <= set(texts(page, "//section[@id='both']//li"))
    assert len(bases(page)) == 2
    room.post(address(case), **(room.draft(base=bases(page)) | {"text-1": "Both stand."}))
    joined = room.get(address(case))
    assert "side by side" not in joined
    assert len(texts(room.get(address(case, "versions")), "//tbody/tr")) == 4


def test_what_is_wrong_with_a_draft_loses_none_of_it(room: Room) -> None:
    case = room.opened()
    answer = room.post(address(case), status=400, **(room.draft() | {"adoption": "soon", "text-1": "Kept as typed."}))
    assert "Kept as typed." in texts(answer.text, "//textarea")
    assert texts(answer.text, "//p[@role='alert']")


def test_a_working_copy_comes_back_from_word_with_its_changes_unchecked(room: Room) -> None:
    case = room.opened()
    room.post(address(case), **room.draft())
    down = room.office.client.get(address(case, "word"))
    assert "not-released" in down.headers["content-disposition"]
    document = docx.Document(io.BytesIO(down.content))
    assert any("not released" in one.text for one in document.paragraphs) or b"not released" in _header(document)
    (line,) = [one for one in document.paragraphs if one.text.startswith("(2) ") or "persons were held at" in one.text][
        :1
    ]
    for run in line.runs:
        run.text = run.text.replace("persons were held", "prisoners were held")
    edited = io.BytesIO()
    document.save(edited)
    given = re.search(r'name="_csrf_token" value="([^"]+)"', room.get("/cases/new"))
    assert given is not None
    answer = room.office.client.post(
        address(case, "word"), data={"_csrf_token": given[1]}, files={"file": ("edited.docx", edited.getvalue())}
    )
    assert answer.status_code == 200
    assert "In 2017 and 2019 prisoners were held at that centre." in texts(answer.text, "//textarea")
    tree = html.fromstring(answer.text)
    assert tree.xpath("//input[starts-with(@name, 'unchecked-')]/@name") == ["unchecked-2"]
    assert "was changed and not held against its exhibits" in " ".join(texts(answer.text, "//div[@id='bars']"))
    assert len(room.desk().casework[case.rpartition("/")[2]]) == 2


def _header(document: object) -> bytes:
    parts = document.part.package.iter_parts()  # type: ignore[attr-defined]  # python-docx ships no types for it
    return b"".join(one.blob for one in parts)


@pytest.mark.parametrize("tlp", [TLP.GREEN, TLP.AMBER])
def test_who_does_not_see_everything_neither_previews_nor_takes_the_draft(room: Room, tlp: TLP) -> None:
    case = room.opened()
    room.post(address(case), **room.draft())
    room.office.sign_in(Role.ANALYST, name="Low", tlp=tlp)
    page = room.get(address(case))
    assert ("does not cover everything about this party" in page) == (tlp is TLP.GREEN)
    for path in (address(case, "word"), address(case, "previews/internal"), address(case, "previews/internal")):
        refused = room.get(path, status=400)
        assert ("not with this clearance" in refused) == (tlp is TLP.AMBER)
        assert "account-3" not in refused


def test_a_preview_reads_as_the_dossier_and_runs_nothing(room: Room) -> None:
    case = room.opened()
    room.post(address(case), **room.draft())
    answer = room.office.client.get(address(case, "previews/listing"))
    policy = answer.headers["content-security-policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "sha256-" in policy
    assert "account-3" not in answer.text
    internal = room.office.client.get(address(case, "previews/internal")).text
    assert "account-3" in internal


def test_thirty_sentences_are_checked_well_within_a_breath(room: Room) -> None:
    case = room.opened()
    said = room.draft(do="check")
    for number in range(5, 31):
        said |= {f"text-{number}": f"Sentence {number} on the beatings.", f"claims-{number}": said["claims-3"]}
    room.post(address(case, "checks"), status=200, **said)  # the first one warms what all share
    began = time.perf_counter()
    page = room.post(address(case, "checks"), status=200, **said).text
    print(f"30 sentences: {1000 * (time.perf_counter() - began):.0f} ms with two requests")
    assert len(texts(page, "//li[starts-with(@id, 'sentence-')]")) == 30
