"""The pages made from the policy: their links lead somewhere, and nothing of one machine or one day is in them."""

import json
import re
from pathlib import Path

import pytest

from docs import generate
from whereas.policy.claims import claim_kinds, evidence_classes
from whereas.policy.kinds import kinds
from whereas.policy.standards import standards
from whereas.policy.strategies import strategies

POLICY_PAGES = ["reference/standards.md", "reference/rules.md", "reference/conditions.md", "reference/claim-kinds.md",
                "reference/detectors.md", "explanation/policy-points.md"]  # fmt: skip


@pytest.mark.parametrize("name", POLICY_PAGES)
def test_a_page_is_made_twice_alike_and_names_no_machine_and_no_day_of_making(name: str) -> None:
    text = generate.PAGES[name]()
    assert text == generate.PAGES[name]()
    assert str(Path.cwd()) not in text
    assert not re.search(r"(?<![\w.])/(home|work|tmp|usr)/", text)
    assert text.endswith("\n")


@pytest.mark.parametrize("name", POLICY_PAGES)
def test_every_link_leads_to_a_page_and_a_heading(name: str) -> None:
    place = generate.DOCS / name
    for target, _, anchor in re.findall(r"\]\(([^)#\s]+)(#([^)\s]+))?\)", generate.PAGES[name]()):
        page = (place.parent / target).resolve().relative_to(generate.DOCS.resolve()).as_posix()
        assert page in generate.PAGES or (generate.DOCS / page).exists(), target
        if anchor:
            assert anchor in anchors(page), f"{target}#{anchor}"


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as they are made from their words."""
    text = generate.PAGES[page]() if page in generate.PAGES else (generate.DOCS / page).read_text(encoding="utf-8")
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_point_and_every_measure_has_its_row() -> None:
    text = generate.points_page()
    first = strategies()["critical-engagement-2"]
    for point in first.points:
        assert len(re.findall(rf"^\| {point.key} \|", text, re.MULTILINE)) == 1
    for measure in first.measures:
        assert f"| {measure.title} |" in text
        if measure.not_yet:
            assert measure.not_yet in text


def test_every_standard_kind_and_class_has_its_place() -> None:
    law, evidence = generate.standards_page(), generate.claim_kinds_page()
    for one in standards().values():
        head = one.key if one.family != "resolution" else f"paragraph {one.key.partition('/')[2]}"
        assert f"#### {head}\n" in law, one.key
    for key in (*claim_kinds(), *evidence_classes()):
        assert f"### {key}: " in evidence


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_file_has_a_schema_file(kind: str) -> None:
    name = f"reference/schemas/{kind}.schema.json"
    assert json.loads(generate.PAGES[name]())["$schema"]
