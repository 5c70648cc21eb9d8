"""Every command the documentation shows is one the program takes."""

import re
import shlex
from pathlib import Path

import pytest

from whereas.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(page for page in (ROOT / "docs").rglob("*.md") if "reference" not in page.parts)]
_BLOCK = re.compile(r"```(?:sh|console)\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each line that begins with `whereas`, as (page, command without its comment and pipe)."""
    found = []
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.strip().startswith("whereas "):
                    found.append((str(page.relative_to(ROOT)), re.split(r"\s+#|\s\|", line.strip())[0]))
    return found


@pytest.mark.parametrize(("page", "command"), commands())
def test_a_command_in_the_docs_is_taken(page: str, command: str) -> None:
    function, bound, _ = app().parse_args(shlex.split(command)[1:], exit_on_error=False, print_error=False)

    assert callable(function), page
    assert bound is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_in_the_docs_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
