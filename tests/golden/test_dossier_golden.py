"""The dossier of the fictional case is byte for byte what was last looked at and kept, in both its copies."""

import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The golden files as the program makes them now."""
    found: dict[str, bytes] = runpy.run_path(str(HERE / "refresh_dossier.py"))["made"]()
    return found


@pytest.mark.parametrize("name", ["internal.json", "listing.json"])
def test_same_bytes(made: dict[str, bytes], name: str) -> None:
    kept = (HERE / "dossier" / name).read_bytes()
    assert made[name] == kept, f"{name} changed: if that is meant, run python tests/golden/refresh_dossier.py"


def test_no_golden_file_is_left_over(made: dict[str, bytes]) -> None:
    assert {path.name for path in (HERE / "dossier").iterdir()} == set(made) | {"README.md"}
