"""Every command the documentation shows is one the program takes, and every link leads somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from docs.generate import PAGES as GENERATED

from whereas.cli.main import app

ROOT = Path(__file__).parents[2]
TOP = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
BY_HAND = sorted(page for page in (ROOT / "docs").rglob("*.md") if "reference" not in page.parts)
PAGES = [*TOP, *BY_HAND]
_BLOCK = re.compile(r"```(?:sh|console)\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`whereas ([a-z]+)[ `]")


def commands() -> list[tuple[str, str]]:
    """Each line that begins with `whereas`, with a prompt before it or none, as (page, command without comment)."""
    found = []
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                command = line.strip().removeprefix("$ ")
                if command.startswith("whereas ") and not command.startswith("whereas: "):
                    found.append((str(page.relative_to(ROOT)), re.split(r"\s+#|\s\|", command)[0]))
    return found


@pytest.mark.parametrize(("page", "command"), commands())
def test_a_command_in_the_docs_is_taken(page: str, command: str) -> None:
    function, bound, _ = app().parse_args(shlex.split(command)[1:], exit_on_error=False, print_error=False)

    assert callable(function), page
    assert bound is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_verb_that_a_sentence_names_is_there(page: Path) -> None:
    verbs = {name for name in app() if not name.startswith("-")}

    assert set(_INLINE.findall(page.read_text(encoding="utf-8"))) <= verbs


@pytest.mark.parametrize(
    "page", [*PAGES, *sorted((ROOT / "docs" / "reference").glob("*.md"))], ids=lambda page: page.name
)
def test_a_link_in_the_docs_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    for target, part in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
        if "://" in target:
            continue
        place = page.parent / target if target else page
        assert place.exists(), f"{page.name} links to {target}"
        if part and place.suffix == ".md":
            assert part in _anchors(place), f"{page.name} links to {target}#{part}"


def _anchors(page: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower().replace("&lt;", "<")).replace(" ", "-") for head in heads}


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)\)", index.read_text("utf-8"))}
    pages = {page.resolve() for page in BY_HAND if page != index}
    made = {(ROOT / "docs" / name).resolve() for name in GENERATED if name.endswith(".md")}

    assert {str(page.relative_to(ROOT)) for page in (pages | made) - linked} == set()


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_what_the_machine_that_tests_runs_is_what_the_readme_says() -> None:
    run = re.findall(r"^\./dev \w+", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert run
    assert all(command in readme for command in run)


def test_every_change_has_cause_effect_and_duty() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.split(r"^\*\*[^*]+\*\*$", changes, flags=re.MULTILINE)[1:]

    assert len(entries) > 20
    for entry in entries:
        assert re.findall(r"^(Cause|Effect|Duty): ", entry, re.MULTILINE) == ["Cause", "Effect", "Duty"], entry
