"""What the browser loads is what its sources say, on a machine without Node too."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from whereas.web.assets import STATIC, asset, drift

FRONTEND = Path(__file__).parents[3] / "frontend"


def test_what_is_built_matches_its_sources() -> None:
    assert drift(FRONTEND) == []


def test_a_source_that_was_touched_after_the_build_is_named(tmp_path: Path) -> None:
    sources = shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    (sources / "src" / "app.ts").write_text("export {};\n", encoding="utf-8")
    (sources / "src" / "new.ts").write_text("export {};\n", encoding="utf-8")
    assert drift(sources) == ["source src/new.ts is new", "source src/app.ts changed"]


def test_a_built_file_that_was_edited_by_hand_is_named(tmp_path: Path) -> None:
    built = shutil.copytree(STATIC, tmp_path / "static")
    (built / "app.js").write_text("alert(1)", encoding="utf-8")
    (built / "map.js").unlink()
    assert drift(FRONTEND, built) == ["built file map.js is gone", "built file app.js changed"]


def test_an_address_names_the_bytes() -> None:
    assert re.fullmatch(r"/static/app\.js\?v=[0-9a-f]{12}", asset("app.js"))


def test_nothing_that_is_built_asks_another_host() -> None:
    # Addresses in messages and namespaces are no requests; a style sheet or an import would be one.
    asking = re.compile(rb"""(?:url\(|import\(?|src=|fetch\()\s*["']?https?://""")
    scripts = [file for file in STATIC.iterdir() if file.suffix in (".js", ".css")]
    assert len(scripts) > 3
    assert not [file.name for file in scripts if asking.search(file.read_bytes())]


def test_the_lock_holds_exact_versions_and_no_address() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    asked = json.loads((FRONTEND / "package.json").read_bytes())
    assert '"resolved"' not in lock
    assert all(re.fullmatch(r"[\d.]+", one) for one in (asked["dependencies"] | asked["devDependencies"]).values())


def test_every_font_and_package_travels_with_its_licence() -> None:
    told = (STATIC / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    asked = json.loads((FRONTEND / "package.json").read_bytes())["dependencies"]
    assert not [name for name, version in asked.items() if f"\n{name} {version} (" not in told]
    assert "carries no licence file" not in told
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_the_fonts_are_small_enough_to_carry() -> None:
    assert sum(file.stat().st_size for file in (STATIC / "fonts").iterdir()) < 14_000_000


def test_a_new_build_gives_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (FRONTEND / "node_modules" / "vite").is_dir():
        pytest.skip("the tools that build are not here: ./dev assets installs them")
    here = tmp_path / "frontend"
    shutil.copytree(FRONTEND, here, ignore=shutil.ignore_patterns("node_modules"))
    (here / "node_modules").symlink_to(FRONTEND / "node_modules")
    (tmp_path / "src" / "whereas" / "web" / "static").mkdir(parents=True)
    subprocess.run(["node", "build.mjs"], cwd=here, check=True, capture_output=True, timeout=300)
    assert drift(here, tmp_path / "src" / "whereas" / "web" / "static") == []
    assert drift(here) == []
