"""The case made once: it is read by many tests and changed by none of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.publish.dossier import case
from whereas.workbench import Workbench, dossiers
from whereas.workbench.dossiers import Made


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A ledger with the case in it, for tests that change something."""
    with case.open_bench(tmp_path / "home") as opened:
        case.fill(opened, tmp_path / "in")
        yield opened


@pytest.fixture(scope="package")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Both copies of the dossier of the case; not to be changed."""
    folder = tmp_path_factory.mktemp("case")
    with case.open_bench(folder / "home") as opened:
        case.fill(opened, folder / "in")
        return {copy: case.made(opened, copy=copy) for copy in dossiers.COPIES}


@pytest.fixture(scope="package")
def internal(copies: dict[str, Made]) -> Made:
    """The copy that stays in the house."""
    return copies["internal"]


@pytest.fixture(scope="package")
def listing(copies: dict[str, Made]) -> Made:
    """The copy for the listing package."""
    return copies["listing"]
