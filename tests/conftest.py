"""What every test may ask for."""

import os
from pathlib import Path

import pytest


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
