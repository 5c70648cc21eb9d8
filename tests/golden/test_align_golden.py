"""What leaves `align` is byte for byte what was last looked at and kept."""

import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MADE: dict[str, bytes] = runpy.run_path(str(HERE / "refresh_align.py"))["made"]()


@pytest.mark.parametrize("name", sorted(MADE))
def test_same_bytes(name: str) -> None:
    kept = (HERE / "align" / name).read_bytes()
    assert MADE[name] == kept, f"{name} changed: if that is meant, run python tests/golden/refresh_align.py"


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in (HERE / "align").iterdir()} == set(MADE) | {"README.md"}
