"""Finding one-file plugins."""

import sys
from pathlib import Path

import pytest

from whereas.core.catalogue import collect, modules
from whereas.core.errors import WhereasError


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable package `invented_shelf` with two plugins and a private module; gone afterwards."""
    folder = tmp_path / "invented_shelf"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "b.py").write_text("THING = 'bee'\n")
    (folder / "a.py").write_text("THING = 'ay'\n")
    (folder / "_shared.py").write_text("raise RuntimeError('never imported')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("invented_shelf")]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_modules_are_sorted_and_private_ones_left_alone(shelf: Path) -> None:
    assert list(modules(shelf.name)) == ["a", "b"]
    assert list(collect(shelf.name, "THING", str)) == ["a", "b"]


def test_a_module_that_breaks_the_promise_is_named(shelf: Path) -> None:
    (shelf / "c.py").write_text("THING = 3\n")
    with pytest.raises(WhereasError, match="c has no THING of kind str"):
        collect(shelf.name, "THING", str)


def test_a_key_is_taken_once(shelf: Path) -> None:
    for name in ("c", "d"):
        (shelf / f"{name}.py").write_text("class K(str):\n    key = 'same'\nTHING = K('x')\n")
    with pytest.raises(WhereasError, match="two files promise the key 'same'"):
        collect(shelf.name, "THING", str)
