"""The API of cases and dossiers answers what the command line prints, and lets nothing out that a page would not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stores import named
from tests.unit.web.test_cases import Room, room
from tests.unit.workbench.case_on_file import ADOPTION, STANDARD, SUBJECT, note
from whereas.cli.main import app as command

__all__ = ["room"]


def printed(room: Room, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command line prints as JSON about the same ledger."""
    capsys.readouterr()
    command()([*words, *named(room.folder / "home"), "--json"], result_action="return_value")
    return json.loads(capsys.readouterr().out)


def asked(room: Room, path: str, **said: object) -> Any:
    """What the API answers to a GET."""
    answer = room.office.client.get(path, params={name: str(value) for name, value in said.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(room: Room, path: str, body: object, *, status: int = 200) -> Any:
    """What the API answers to a POST."""
    room.office.client.get("/cases")
    token = room.office.client.cookies.get("csrftoken") or ""
    answer = room.office.client.post(path, json=body, headers={"x-csrftoken": token})
    assert answer.status_code == status, answer.text
    return answer.json()


def sentences() -> list[dict[str, object]]:
    return [{"text": one.text, "claims": list(one.claims)} for one in note().sentences]


def test_an_assessment_is_the_one_of_the_command_line(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    one = asked(room, "/api/v1/assess", subject=SUBJECT, standard=STANDARD, as_of=ADOPTION)
    assert one == printed(room, capsys, "assess", SUBJECT, "--standard", STANDARD, "--as-of", ADOPTION)
    routes = asked(room, "/api/v1/assess/routes", subject=SUBJECT, as_of=ADOPTION)
    assert routes == printed(room, capsys, "assess", SUBJECT, "--as-of", ADOPTION)
    every = asked(room, "/api/v1/assess/unlisted", as_of="2027-01-01")
    assert every == printed(room, capsys, "assess", "--unlisted", "--as-of", "2027-01-01")
    assert every


def test_a_case_is_the_one_of_the_command_line(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    body = {"question": "Who answers?", "name": "sangnok", "subjects": [SUBJECT], "standards": [STANDARD]}
    key = told(room, "/api/v1/cases", body, status=201)["key"]
    told(room, f"/api/v1/cases/{key}/comments", {"words": "The roster is of 2023."}, status=201)
    told(room, f"/api/v1/cases/{key}/changes", {"people": ["A Colleague"]})
    whole = asked(room, f"/api/v1/cases/{key}", as_of=ADOPTION)
    assert whole == printed(room, capsys, "case", key, "--as-of", ADOPTION)
    assert whole["case"]["people"] == ["An Analyst", "A Colleague"]
    assert [one["words"] for one in whole["comments"]] == ["The roster is of 2023."]
    assert asked(room, "/api/v1/cases") == printed(room, capsys, "case")


def test_a_dossier_is_the_one_of_the_command_line_but_for_its_mark_of_a_working_copy(
    room: Room, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    body = {"subject": SUBJECT, "standard": STANDARD, "adoption": ADOPTION, "sentences": sentences(),
            "proportionality": note().proportionality, "copy": "internal"}  # fmt: skip
    made = told(room, "/api/v1/dossiers/make", body)
    file = tmp_path / "draft.yaml"
    file.write_text(json.dumps({"sentences": sentences(), "proportionality": note().proportionality}))
    same = printed(room, capsys, "dossier", SUBJECT, "--regime", STANDARD, "--adoption", ADOPTION, "--draft",
                   str(file), "--out", str(tmp_path / "out"))  # fmt: skip
    assert made.pop("marking").startswith("working copy, not released; ")
    del same["marking"]
    made["searched"] = same["searched"]  # it names the state of the log at which names were indexed
    assert made == same
    checked = told(room, "/api/v1/dossiers/check", {name: body[name] for name in body if name != "copy"})
    assert [[one[name] for name in ("rule", "sentence", "words", "todo", "weight")] for one in checked["findings"]] == [
        one[:5] for one in same["findings"]
    ]
    assert checked["bars"] == same["bars"]


def test_a_release_by_api_takes_two_people_as_well(room: Room) -> None:
    body = {"question": "Who answers?", "subjects": [SUBJECT], "standards": [STANDARD]}
    key = told(room, "/api/v1/cases", body, status=201)["key"]
    draft = {"subject": SUBJECT, "standard": STANDARD, "adoption": ADOPTION, "sentences": sentences(),
             "proportionality": note().proportionality}  # fmt: skip
    saved = told(room, f"/api/v1/cases/{key}/drafts", draft, status=201)
    assert saved["stand"] == [saved["version"]["id"]]
    wanted = {"case": key, "subject": SUBJECT, "standard": STANDARD, "draft": saved["version"]["id"],
              "copy": "listing", "recipient": "the working party", "reason": "ready"}  # fmt: skip
    told(room, "/api/v1/releases", wanted, status=403)
    room.become("A Reviewer")
    release = told(room, "/api/v1/releases", wanted, status=201)["key"]
    told(room, f"/api/v1/releases/{release}", {"agreed": True, "reason": "mine", "read": True}, status=400)
    file = f"/api/v1/releases/{release}/files/dossier.json"
    assert room.office.client.get(file).status_code == 400
    room.become("A Releaser")
    told(room, f"/api/v1/releases/{release}", {"agreed": True, "reason": "unread"}, status=400)
    assert (
        told(room, f"/api/v1/releases/{release}", {"agreed": True, "reason": "read", "read": True})["state"] == "agreed"
    )
    assert room.office.client.get(file).json()["copy"] == "listing"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "soon", "2024-02-30"])
def test_a_day_that_is_none_is_an_error_that_teaches(room: Room, day: str) -> None:
    body = {"subject": SUBJECT, "standard": STANDARD, "adoption": day}
    for path in ("/api/v1/dossiers/check", "/api/v1/dossiers/make"):
        assert set(told(room, path, body, status=400)) == {"error", "where", "todo"}
