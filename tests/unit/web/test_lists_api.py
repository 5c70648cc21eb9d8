"""The API on lists gives what the command line gives, in pages and lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stores import named
from tests.unit.web.clients import NOW, Office
from tests.unit.web.listed import casebook_served
from whereas.cli.main import app as commands
from whereas.web.roles import Role


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with casebook_served(folder) as found:
        yield found


def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    """What a command prints as JSON, at the server's own instant."""
    for name in ("screen", "show", "align"):
        monkeypatch.setattr(f"whereas.cli.{name}.now", lambda: NOW)
    assert commands()([*words], result_action="return_value") == 0
    return json.loads(capsys.readouterr().out)


def test_one_screening_is_the_command_s(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"name": "Kim Yong Chol", "birth_date": "1962", "threshold": "0.3"}
    answer = office.sign_in(name="one").get("/api/v1/screen", params=asked).json()
    said = told(capsys, monkeypatch, "screen", "Kim Yong Chol", "--birth-date", "1962", "--threshold", "0.3", "--json",
                *named(folder / "home"))  # fmt: skip
    assert answer["matches"]
    assert {name: answer[name] for name in said} == said


def test_an_entity_is_the_command_s(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office.sign_in(name="entity")
    rows = client.get("/api/v1/align/rows").json()["items"]
    merged = max(rows, key=lambda row: len(row["members"]))
    assert len(merged["members"]) > 1
    for key in (merged["members"][-1], rows[-1]["entity"]):
        answer = client.get(f"/api/v1/entities/{key}").json()
        said = told(capsys, monkeypatch, "show", key, "--json", *named(folder / "home"))
        assert answer == said


def test_pages_of_the_alignment_add_up_to_the_command_s(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office.sign_in(name="align")
    said = told(capsys, monkeypatch, "align", "--json", *named(folder / "home"))
    head = client.get("/api/v1/align").json()
    assert {name: head[name] for name in head if name != "counts"} == {
        name: said[name] for name in head if name in said
    }
    assert head["counts"]["entities"] == len(said["entities"]) > 0
    for path, name in (("rows", "entities"), ("contradictions", "contradictions")):
        assert everything(client, path) == said[name]
    by_entity = {one["entity"]: one for one in everything(client, "lags")}
    assert by_entity == {one["entity"]: one for one in said["lags"]}


def everything(client: Any, path: str) -> list[Any]:
    """All pages of a table, one after another."""
    found, number = [], 1
    while True:
        part = client.get(f"/api/v1/align/{path}", params={"page": number, "per_page": 7}).json()
        found += part["items"]
        if number >= part["pages"]:
            assert len(found) == part["total"]
            return found
        number += 1


def test_filters_leave_what_they_name(office: Office) -> None:
    client = office.sign_in(name="filters")
    every = client.get("/api/v1/align/rows", params={"per_page": 500}).json()["items"]
    gap = client.get("/api/v1/align/rows", params={"gap": "partner_not_eu", "per_page": 500}).json()["items"]
    wanted = [row for row in every if any(one["kind"] == "partner_not_eu" for one in row["gaps"])]
    assert gap == wanted
    assert 0 < len(gap) < len(every)


def test_many_parties_come_as_lines_in_their_order(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="many")
    parties = [{"name": "Kim Yong Chol", "id": "c-1"}, {"name": "Zzqxwv Vwxqzz", "id": "c-2"}]
    answer = post(client, "/api/v1/screen", parties)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [(one["number"], one["id"]) for one in lines] == [(1, "c-1"), (2, "c-2")]
    assert lines[0]["matches"] == client.get("/api/v1/screen", params={"name": "Kim Yong Chol"}).json()["matches"]
    assert lines[1]["matches"] == []


def test_a_party_that_cannot_be_screened_is_named_before_anything_is_sent(office: Office) -> None:
    answer = post(office.sign_in(Role.ANALYST, name="odd"), "/api/v1/screen", [
        {"name": "A B"}, {"name": "C D", "schema": "Passport"}])  # fmt: skip
    assert answer.status_code == 400
    assert answer.json()["where"] == "party 2"


def test_pairs_are_scored_as_the_command_scores_them(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [{"left": "Pak Tong Hyok", "right": "박동혁"}, {"left": "Un Ha 2", "right": "Un Ha 3", "schema": "Vessel"}]
    answer = post(office.sign_in(Role.ANALYST, name="pairs"), "/api/v1/match", pairs).json()
    lines = ["left\tright\tschema", *(f"{one['left']}\t{one['right']}\t{one.get('schema', '')}" for one in pairs)]
    (tmp_path / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert commands()(["match", str(tmp_path / "pairs.tsv")], result_action="return_value") == 0
    said = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    assert [[one["left"], one["right"], one["schema"], f"{one['probability']:.4f}", one["band"], one["reason"]]
            for one in answer] == said  # fmt: skip


def test_an_id_that_nobody_has_is_not_found(office: Office) -> None:
    assert office.sign_in(name="lost").get("/api/v1/entities/nobody-at-all").status_code == 404


def post(client: Any, path: str, said: Any) -> Any:
    """A post with the token that a page of the same server carries."""
    client.get("/search")
    return client.post(path, json=said, headers={"x-csrftoken": client.cookies.get("csrftoken", "")})
