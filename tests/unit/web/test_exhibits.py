"""Exhibits in the browser: the list, the viewer at a place, what is brought and what is refused."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.kit.test_pages import pdf
from tests.unit.web.clients import Office, serving
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.filing import Filing
from whereas.core.marking import TLP, Marking
from whereas.web.roles import Role
from whereas.workbench import desk

ROSTER = "Han Jae-mok was head of Sangnok.\nHe left <b>in</b> 2021."


@pytest.fixture
def digests(tmp_path: Path) -> dict[str, str]:
    """A ledger with invented exhibits: a roster, a PDF of two pages, a table, and one that is marked."""
    (tmp_path / "order.pdf").write_bytes(pdf("Order 12 of the invented ministry", "Han Jae-mok is appointed head"))
    (tmp_path / "pay.csv").write_text("NAME,PAID\nHan Jae-mok,120\nOh Nam-il,90\n", encoding="utf-8")
    found = {}
    with bench_in(tmp_path) as bench:
        found["roster"] = add_text(
            bench, tmp_path, "roster.txt", ROSTER, evidence="ngo", title="A <script>roster</script>"
        )
        for name in ("order.pdf", "pay.csv"):
            filed = Filing(exhibit="", title=name, evidence="document")
            found[name] = desk.add(bench, tmp_path / name, filed).added[0].sha256
        found["marked"] = add_text(bench, tmp_path, "secret.txt", "Kestrelmark", evidence="ngo",
                                   marking=Marking(tlp=TLP.AMBER))  # fmt: skip
    return found


@pytest.fixture
def office(tmp_path: Path, digests: dict[str, str]) -> Iterator[Office]:
    assert digests
    with serving(tmp_path) as opened:
        yield opened


def test_the_list_shows_what_may_be_seen_and_escapes_titles(office: Office, digests: dict[str, str]) -> None:
    told = office.sign_in().get("/exhibits").text
    assert "A &lt;script&gt;roster" in told
    assert digests["pay.csv"] in told
    assert digests["marked"] not in told
    assert "secret" not in told


def test_a_marked_exhibit_answers_like_one_that_is_not_there(office: Office, digests: dict[str, str]) -> None:
    client = office.sign_in()
    for path in ("", "/bytes", "/image.png", "/pages/1/image.png", "/place?words=Kestrelmark"):
        answers = [client.get(f"/exhibits/{key}{path}") for key in (digests["marked"], "0" * 64)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].text.replace(digests["marked"], "0" * 64) == answers[1].text


def test_a_page_of_a_pdf_is_drawn_with_the_quotation_marked(office: Office, digests: dict[str, str]) -> None:
    client = office.sign_in()
    told = client.get(f"/exhibits/{digests['order.pdf']}?at=page:2@0-11").text
    assert "<blockquote" in told
    assert '<mark class="cited" id="cited">Han Jae-mok</mark>' in told
    assert '<rect class="cited"' in told
    image = client.get(f"/exhibits/{digests['order.pdf']}/pages/2/image.png")
    assert image.content.startswith(b"\x89PNG")
    assert image.headers["cache-control"] == "private, max-age=600"
    assert client.get(f"/exhibits/{digests['order.pdf']}/pages/3/image.png").status_code == 404


def test_the_cited_row_of_a_table_is_marked(office: Office, digests: dict[str, str]) -> None:
    client = office.sign_in()
    told = client.get(f"/exhibits/{digests['pay.csv']}?at=row:3%23NAME").text
    assert '<tr class="cited">' in told  # the cell is where the address leads to: a wide table scrolls to it
    assert told.split('<td class="cited" id="cited">')[1].startswith("Oh Nam-il")
    whole = client.get(f"/exhibits/{digests['pay.csv']}?at=row:3").text
    assert '<tr class="cited" id="cited">' in whole


def test_a_place_that_says_something_else_is_told(office: Office, digests: dict[str, str]) -> None:
    told = office.sign_in().get(f"/exhibits/{digests['roster']}?at=page:1@0-11&quote=Oh+Nam-il").text
    assert "does not say what was quoted" in told


def test_pasted_words_become_a_place_in_the_tray(office: Office, digests: dict[str, str]) -> None:
    client = office.sign_in(Role.ANALYST)
    answer = client.get(f"/exhibits/{digests['roster']}/place?words=head+of+Sangnok", follow_redirects=False)
    assert answer.headers["location"].endswith(f"at=page%3A1%4016-31&span={digests['roster']}~page%3A1%4016-31#tray")
    assert "head of Sangnok" in client.get(answer.headers["location"]).text


def test_original_bytes_are_saved_and_never_run(office: Office, digests: dict[str, str]) -> None:
    answer = office.sign_in().get(f"/exhibits/{digests['roster']}/bytes")
    assert answer.content == ROSTER.encode()
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"


# --- Bringing evidence


def bring(client: Any, name: str, data: bytes) -> Any:
    """Uploads a file as a person would, after its page was looked at."""
    token = csrf(client, "/exhibits/new")
    return client.post(
        "/exhibits/new", data={"_csrf_token": token}, files={"file": (name, data)}, follow_redirects=False
    )


def csrf(client: Any, path: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path).text)
    assert found is not None, client.get(path).text[:3000]
    return found[1]


def take(client: Any, staged: str, **fields: str) -> Any:
    """Takes an upload with these fields."""
    return client.post(staged, data={"_csrf_token": csrf(client, staged), **fields}, follow_redirects=False)


def test_a_file_is_looked_at_before_it_is_taken(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    answer = bring(client, "note.txt", b"An invented note.")
    staged = answer.headers["location"]
    told = client.get(staged).text
    assert hashlib.sha256(b"An invented note.").hexdigest() in told
    assert "note.txt" not in client.get("/exhibits").text
    taken = take(client, staged, evidence="ngo", title="Note", publisher="An invented organisation")
    assert taken.status_code == 303
    assert "Note" in client.get("/exhibits").text
    assert client.get(staged).status_code == 422  # it is there no more


def test_a_wrong_field_is_told_beside_it_and_nothing_is_lost(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    staged = bring(client, "note.txt", b"Another invented note.").headers["location"]
    answer = take(client, staged, evidence="ngo", title="Kept <b>title</b>", available="in May")
    assert answer.status_code == 422
    assert 'id="available-error"' in answer.text
    assert 'value="Kept &lt;b&gt;title&lt;/b&gt;"' in answer.text
    assert take(client, staged, evidence="ngo", available="2023-05").status_code == 303


def test_nobody_marks_above_their_own_clearance(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    staged = bring(client, "note.txt", b"A third invented note.").headers["location"]
    answer = take(client, staged, evidence="ngo", marking="red")
    assert answer.status_code == 422
    assert 'id="marking-error"' in answer.text


def test_an_upload_is_of_whoever_brought_it(office: Office) -> None:
    staged = bring(office.sign_in(Role.ANALYST), "note.txt", b"A fourth invented note.").headers["location"]
    assert office.sign_in(Role.ANALYST, name="another").get(staged).status_code == 422


def test_a_marking_falls_only_with_a_reason(office: Office, digests: dict[str, str]) -> None:
    client = office.sign_in(Role.ANALYST, tlp=TLP.AMBER)
    path = f"/exhibits/{digests['marked']}/refile"
    told = take(client, path, evidence="ngo", marking="clear")
    assert told.status_code == 422
    assert 'id="note-error"' in told.text
    assert take(client, path, evidence="ngo", marking="clear", note="the witness agreed").status_code == 303
    assert "secret.txt" in office.sign_in().get("/exhibits").text


def test_an_exhibit_is_narrowed_to_an_audience_and_widened_only_with_a_reason(office: Office) -> None:
    eu = frozenset({"eu"})
    client = office.sign_in(Role.ANALYST, name="Of the EU", audiences=eu)
    staged = bring(client, "narrowed.txt", b"An invented note for one audience.").headers["location"]
    for wrong in ("e u", "un"):  # none, and one that the analyst is no member of
        told = take(client, staged, evidence="ngo", audiences=wrong)
        assert told.status_code == 422
        assert 'id="audiences-error"' in told.text
        assert f'value="{wrong}"' in told.text
    path = take(client, staged, evidence="ngo", audiences="eu").headers["location"].partition("?")[0]
    assert "REL TO eu" in client.get(path).text
    assert 'name="audiences" value="eu"' in client.get(f"{path}/refile").text
    for audiences, status in ((frozenset(), 404), (frozenset({"un"}), 404), (eu, 200)):
        other = office.sign_in(Role.READER, name="-".join(("r", *audiences)), audiences=audiences)
        assert other.get(path).status_code == status
        assert ("narrowed.txt" in other.get("/exhibits").text) is (status == 200)
    client = office.sign_in(Role.ANALYST, name="Also of the EU", audiences=eu)
    assert 'id="note-error"' in take(client, f"{path}/refile", evidence="ngo", audiences="").text
    widened = take(client, f"{path}/refile", evidence="ngo", audiences="", note="the owner agreed")
    assert widened.status_code == 303
    assert "narrowed.txt" in office.sign_in(name="anybody").get("/exhibits").text


def test_a_bag_in_a_zip_is_opened_and_held_to_its_checksums(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    text = b"A page of an invented report."
    sums = f"{hashlib.sha256(text).hexdigest()}  data/page.txt\n"
    files = {"bag/bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
             "bag/manifest-sha256.txt": sums.encode(), "bag/data/page.txt": text}  # fmt: skip
    staged = bring(client, "bag.zip", zipped(files)).headers["location"]
    assert "page.txt" in client.get(staged).text
    assert take(client, staged, evidence="ngo").status_code == 303
    assert "page.txt" in client.get("/exhibits").text


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_time_stamp_request_holds_the_digest_and_a_bad_answer_is_told(
    office: Office, digests: dict[str, str]
) -> None:
    client = office.sign_in(Role.ANALYST)
    at = f"/exhibits/{digests['roster']}"
    assert bytes.fromhex(digests["roster"]) in client.get(f"{at}/stamp-request.tsq").content
    token = csrf(client, f"{at}/stamp")
    client.post(f"{at}/stamp", data={"_csrf_token": token}, files={"token": ("a.tsr", b"no stamp")})
    assert "stamp-broken" in client.get(at).text
