"""A file too large to be waited for comes in by page and by API, is taken by a job, and the server never holds it."""

import hashlib
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.stores import settings_of
from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.test_evidence_api import ready
from tests.unit.web.test_exhibits import bring, take
from tests.unit.web.test_jobs import ended
from tests.unit.workbench.desk_case import bench_in
from whereas.core.clearance import Clearance
from whereas.core.filing import Filing
from whereas.core.marking import TLP
from whereas.web import staging
from whereas.web.intake import LARGEST_AT_ONCE
from whereas.web.kinds import Task, kinds
from whereas.web.roles import Role

_SIZE = LARGEST_AT_ONCE + 2_000_000
_LITTLE = 12_000_000  # bytes: some pieces of a file, and not the file


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A server whose jobs run in processes of their own."""
    with serving(tmp_path) as served:
        yield served


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated file of no format that text is read from."""
    place = tmp_path_factory.mktemp("large") / "film.bin"
    block = hashlib.sha256(b"an invented film").digest() * 32_768
    with place.open("wb") as out:
        for number in range(_SIZE // len(block) + 1):
            out.write(number.to_bytes(4, "big") + block)
    return place


def digest_of(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_by_the_page(office: Office, film: Path) -> None:
    client = office.sign_in(Role.ANALYST, tlp=TLP.AMBER)
    staged = bring(client, "film.bin", film.read_bytes()).headers["location"]
    assert digest_of(film) in client.get(staged).text
    answer = take(client, staged, evidence="imagery", title="An invented film", marking="amber")
    assert answer.headers["location"].startswith("/jobs/")
    said = ended(client, answer.headers["location"].rpartition("/")[2])
    assert (said["state"], said["link"]) == ("done", f"/exhibits/{digest_of(film)}"), said
    page = client.get(said["link"]).text
    assert "An invented film" in page
    assert "tlp-amber" in page
    assert client.get(staged).status_code == 422  # it is an exhibit now, and no upload any more
    assert "An invented film" not in office.sign_in(Role.READER).get("/exhibits").text


def test_by_the_api(office: Office, film: Path) -> None:
    client = ready(office.sign_in(Role.ANALYST))
    with film.open("rb") as file:
        answer = client.post("/api/v1/exhibits", data={"evidence": "imagery"}, files={"file": ("film.bin", file)})
    assert (answer.status_code, answer.json()["taken"]) == (201, [])
    said = ended(client, answer.json()["job"])
    assert said["state"] == "done", said
    found = client.get(f"/api/v1{said['link']}").json()
    assert (found["intact"], found["exhibit"]["size"]) == (True, film.stat().st_size)


def test_what_is_wrong_with_it_is_told_and_it_can_be_filed_otherwise(office: Office, film: Path) -> None:
    client = office.sign_in(Role.ANALYST, tlp=TLP.AMBER)

    def filed(staged: str, **said: str) -> dict[str, Any]:
        return ended(client, take(client, staged, evidence="imagery", **said).headers["location"].rpartition("/")[2])

    first = bring(client, "film.bin", film.read_bytes()).headers["location"]
    assert filed(first, marking="amber")["state"] == "done"
    again = bring(client, "film.bin", film.read_bytes()).headers["location"]
    said = filed(again, marking="clear")
    assert (said["state"], "without a reason" in said["words"]) == ("failed", True)
    assert client.get(again).status_code == 200  # it is still there, to be filed otherwise
    assert filed(again, marking="clear", note="it was shown")["state"] == "done"


def peak(work: Any) -> int:
    """The most bytes that something held at once."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["film.bin", "films.zip"])
def test_the_server_never_holds_it_and_the_job_for_its_text_alone(tmp_path: Path, film: Path, name: str) -> None:
    place = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(place, "w") as packed:
            packed.write(film, "film.bin")
    else:
        place.symlink_to(film)
    with bench_in(tmp_path) as bench:
        told: list[str] = []
        with place.open("rb") as file:
            assert peak(lambda: told.append(staging.stage(bench, "A", name, file))) < _LITTLE
        assert peak(lambda: staging.preview(bench, "A", told[0])) < _LITTLE
    task = Task(id="a", by="A", clearance=Clearance(), now=NOW, folder=tmp_path, params={"token": told[0]},
                settings=settings_of(tmp_path / "home"), focus="dprk")  # fmt: skip
    (tmp_path / "filing.json").write_bytes(msgspec.json.encode(Filing(exhibit="", title="", evidence="imagery")))
    _ = task.seen  # what the program itself takes is not the upload
    assert peak(lambda: kinds()["add"].run(task)) < 2 * _SIZE + _LITTLE  # to see that it is no text
    assert task.seen.bench.ledger.exhibits()
