"""A table of customers from upload to matches: columns guessed and put right, a job, and what the command finds too."""

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.stores import named
from tests.unit.web.clients import Office
from tests.unit.web.listed import casebook_served
from whereas.cli.main import app as commands
from whereas.web.roles import Role

TABLE = "Client No,Full Name,DOB,Town\nC1,Kim Yong Chol,1962-02-18,A\nC2,Nobody Atall,1990-01-01,B\nC3,Ri Won Ho,,C\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("batch")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with casebook_served(folder) as found:
        yield found


def send(client: Any, path: str, **sent: Any) -> Any:
    """A form of a page, with the token that the page carries."""
    page = html.fromstring(client.get(path).text)
    token = page.xpath("//input[@name='_csrf_token']/@value")[0]
    data = {**sent.pop("data", {}), "_csrf_token": token}
    return client.post(path, data=data, follow_redirects=False, **sent)


def brought(client: Any, name: str, content: bytes | str) -> Any:
    return send(client, "/batch", files={"table": (name, content)})


def over(client: Any, path: str) -> Any:
    """The page of a job once it is over."""
    for _ in range(240):
        page = client.get(path).text
        if not re.search(r"state-(queued|running)", page):
            return html.fromstring(page)
        time.sleep(0.25)
    raise AssertionError(page)


def screened(client: Any, columns: dict[str, str]) -> str:
    """The address of the results of the table above."""
    answer = brought(client, "customers.csv", TABLE)
    assert answer.status_code == 303, answer.text
    answer = send(client, answer.headers["location"], data=columns)
    assert answer.status_code == 303, answer.text
    page = over(client, answer.headers["location"])
    assert page.xpath("//span[contains(@class, 'state-done')]"), page.text_content()
    return str(page.xpath("//a[starts-with(@href, '/batch/results/')]/@href")[0])


def test_columns_are_guessed_and_shown_with_the_first_rows(office: Office) -> None:
    client = office.sign_in(Role.READER, name="guesses")
    page = html.fromstring(client.get(brought(client, "customers.csv", TABLE).headers["location"]).text)
    chosen = {
        select.get("name"): select.xpath("./option[@selected]/@value")[0]
        for select in page.xpath("//select[option[@selected and @value!='']]")
    }
    assert chosen == {"name": "Full Name", "id": "Client No", "birth_date": "DOB"}
    assert "Nobody Atall" in page.xpath("//table")[0].text_content()


def test_the_matches_are_those_of_the_command_line(office: Office, folder: Path, tmp_path: Path) -> None:
    client = office.sign_in(Role.ANALYST, name="screens")
    results = screened(client, {"name": "Full Name", "id": "Client No", "birth_date": "DOB", "threshold": "0.5"})
    key = results.rpartition("/")[2]
    lines = client.get(f"/api/v1/jobs/{key}/files/matches.jsonl").text.splitlines()
    (tmp_path / "c.csv").write_text(TABLE, encoding="utf-8")
    commands()(["screen", "--file", str(tmp_path / "c.csv"), "--out", str(tmp_path / "o.jsonl"), "--threshold", "0.5",
                "--columns", "name=Full Name,id=Client No,birth_date=DOB", *named(folder / "home"),
                "--processes", "1"], result_action="return_value")  # fmt: skip
    said = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    assert said
    assert [json.loads(line) for line in lines] == said
    table = csv.DictReader(io.StringIO(client.get(f"/api/v1/jobs/{key}/files/matches.csv").content.decode("utf-8-sig")))
    assert [(row["row"], row["entity"]) for row in table] == [(row["row"], row["entity"]) for row in said]
    assert client.get(f"/api/v1/jobs/{key}/files/matches.parquet").content[:4] == b"PAR1"


def test_results_are_filtered_by_address_and_seen_by_nobody_else(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="filters")
    results = screened(client, {"name": "Full Name", "id": "Client No", "threshold": "0.5"})
    every = html.fromstring(client.get(results).text).xpath("//tbody/tr")
    some = html.fromstring(client.get(results, params={"text": "ri won"}).text).xpath("//tbody/tr")
    assert 0 < len(some) < len(every)
    assert all("Ri Won Ho" in row.text_content() for row in some)
    assert office.sign_in(Role.ANALYST, name="another").get(results).status_code == 404


def test_a_workbook_is_read_as_its_first_sheet(office: Office, tmp_path: Path) -> None:
    client = office.sign_in(Role.READER, name="books")
    answer = brought(client, "customers.xlsx", workbook([["Name", "Birthdate"], ["Kim Yong Chol", "1962"]]))
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"]).text
    assert "Kim Yong Chol" in page
    assert "Birthdate" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"Name,DOB\n", "no rows"),
        ("a.pdf", b"%PDF-1.7 what", "PDF"),
        ("a.xlsx", b"PK\x03\x04 broken", "workbook"),
        ("a.csv", 'Name,DOB\nA,1\n"B,2\nC,3\n', "line"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_what_to_do(
    office: Office, folder: Path, name: str, content: bytes | str, said: str
) -> None:
    client = office.sign_in(Role.READER, name=f"refused-{name}-{len(content)}")
    answer = brought(client, name, content)
    assert answer.status_code == 400
    notice = html.fromstring(answer.text).xpath("//div[@role='alert']")[0].text_content()
    assert said in notice
    assert str(folder) not in answer.text


def test_a_table_without_a_sure_name_asks_for_it(office: Office) -> None:
    client = office.sign_in(Role.READER, name="asks")
    answer = brought(client, "odd.csv", "Alpha,Beta\nKim Yong Chol,x\n")
    page = client.get(answer.headers["location"]).text
    assert "no column is certain to hold the name" in page
    again = send(client, answer.headers["location"], data={"name": ""})
    assert again.status_code == 400
    assert "no column is chosen for the name" in again.text


def test_who_may_not_screen_sees_none_of_it(office: Office) -> None:
    assert office.sign_in(Role.ADMIN, name="admin").get("/batch").status_code == 403


def workbook(rows: list[list[str]]) -> bytes:
    """A workbook with inline texts, as small as one can be."""
    import zipfile

    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>" for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
