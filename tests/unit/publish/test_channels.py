"""The file of a request: the same bytes each time, everything of the request in it, and what is missing marked."""

import csv
import io
import json
import time
import zipfile
from typing import Any

import docx
import pytest

from tests.unit.assess.wells import WELLS, item, routed, wells
from whereas.assess.channels_clocks import life
from whereas.assess.channels_request import Request
from whereas.publish.channels import Made, channel_files


def made(request: Request) -> Made:
    """A request as it goes out, with nothing screened and nothing recorded."""
    found = routed(request)
    return Made(
        route=found, life=life(request, found.policy, found.routes, [], as_of="2027-01-01"), as_of="2027-01-01",
        version="0", policy="0" * 64, names=("Clear Spring Relief",),
    )  # fmt: skip


def words(data: bytes) -> str:
    """Everything a DOCX says: paragraphs, then cells."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_every_file_is_the_same_bytes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = channel_files(made(wells()))
    hour = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: hour)

    assert channel_files(made(wells())) == first
    assert set(first) == {"request.docx", "request.html", "request.json", "checklist.csv"}


def test_another_request_gives_other_bytes() -> None:
    before, after = channel_files(made(wells())), channel_files(made(item(0, quantity="41")))

    assert before["request.docx"] != after["request.docx"]
    assert before["request.json"] != after["request.json"]


def test_the_docx_has_the_outline_the_items_and_whom_it_is_asked_of() -> None:
    said = words(channel_files(made(wells()))["request.docx"])

    parts = ("Annex I", "Annex II", "the 1718 Committee", "hand pump", "841320", "40 pieces", "16000 EUR",
             "Invented County Hospital", "no safe water", "serial numbers are read",
             "Invented Border Town")  # fmt: skip
    assert [part for part in parts if part not in said] == []
    assert "MISSING" not in said


@pytest.mark.parametrize(
    "changes",
    [{"why_exemption": ""}, {"safeguards": []}, {"beneficiaries": {}}, {"payments": {}},
     {"items": [{**WELLS["items"][0], "quantity": ""}]}],
)  # fmt: skip
def test_what_is_missing_is_marked_in_the_docx_and_in_the_checklist(changes: dict[str, Any]) -> None:
    files = channel_files(made(wells(**changes)))

    assert "MISSING" in words(files["request.docx"])
    rows = list(csv.DictReader(io.StringIO(files["checklist.csv"].decode("utf-8-sig"))))
    assert [row for row in rows if row["state"] == "MISSING"]
    assert "<strong>MISSING</strong>" in files["request.html"].decode()


def test_what_was_noted_on_diversion_and_decided_on_parties_stays_out_of_what_is_sent() -> None:
    log = [{"date": "2027-05-02", "what": "two pumps were not found", "by": "a visitor"}]
    parties = [{**one, "why": "a secret reason"} for one in WELLS["parties"]]
    files = channel_files(made(wells(diversion_log=log, parties=parties)))

    assert "not found" not in words(files["request.docx"])
    assert "secret" not in words(files["request.docx"])
    assert "two pumps were not found" in files["request.html"].decode()


def test_text_that_is_no_xml_and_long_titles_make_no_broken_file() -> None:
    request = wells(title="t" * 400, nature="a\x07b <script>alert(1)</script>")
    files = channel_files(made(request))

    assert "a\ufffdb" in words(files["request.docx"])
    assert "<script>alert" not in files["request.html"].decode()
    with zipfile.ZipFile(io.BytesIO(files["request.docx"])) as packed:
        assert packed.testzip() is None


def test_the_json_says_outcome_reasons_and_what_is_not_checked() -> None:
    found = json.loads(channel_files(made(wells()))["request.json"])

    pump = next(one for one in found["items_and_acts"] if one["key"] == "pump")
    assert pump["outcome"] == "needs an exemption"
    assert pump["exemptions"] == ["un-2397-25", "eu-committee"]
    assert {one["key"]: one["verified"] for one in found["exemptions"]} == {
        "un-2397-25": True, "eu-committee": False, "eu-transfer": False,
    }  # fmt: skip
    assert found["complete"] is True
    assert found["request"]["items"][0]["hs"] == "841320"
