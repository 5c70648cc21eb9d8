"""Sources, their issues and what an edition changed, as plain values for the API."""

from typing import Any

from whereas.core.issue import Issue
from whereas.ledger.delta import Delta
from whereas.ledger.view import Reading


def plain_issue(reading: Reading, issue: Issue) -> dict[str, Any]:
    """An issue with the exhibit it was found in."""
    return {
        "kind": issue.kind.value, "locator": issue.locator, "field": issue.field, "value": issue.value,
        "message": issue.message, "entity": issue.entity, "count": issue.count, "exhibit": reading.exhibit.sha256,
        "edition": reading.exhibit.edition,
    }  # fmt: skip


def plain_delta(found: Delta | None) -> dict[str, list[str]] | None:
    """Ids of things that were added, removed or changed; None where there is nothing to compare."""
    if found is None:
        return None
    return {
        "added": sorted(found.added),
        "removed": sorted(found.removed),
        "changed": sorted(found.changed),
    }
