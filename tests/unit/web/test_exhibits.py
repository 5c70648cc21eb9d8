"""Exhibits in the browser: the list, the viewer at a place, what is brought and what is refused."""

from collections.abc import Iterator
from pathlib import Path

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
    told = office.sign_in().get(f"/exhibits/{digests['pay.csv']}?at=row:3%23NAME").text
    assert '<tr class="cited" id="cited">' in told
    assert "Oh Nam-il" in told.split('id="cited"')[1][:300]


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
