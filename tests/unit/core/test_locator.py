"""Places in an exhibit."""

import pytest

from whereas.core.locator import Locator


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("row:12#ALIAS", {"row": "12", "column": "ALIAS"}),
        ("Sheet1!row:7#Name", {"member": "Sheet1", "row": "7", "column": "Name"}),
        ("row:12", {"row": "12"}),
        ("line:3", {"line": "3"}),
        ("json:/vessels/4/name", {"pointer": "/vessels/4/name"}),
        ("json:", {"pointer": ""}),
        ("page:2@120-180", {"page": "2", "first": "120", "last": "180"}),
        ("a.zip!/LIST/ENTRY[12]/NAME", {"member": "a.zip", "xpath": "/LIST/ENTRY[12]/NAME"}),
    ],
)
def test_forms(text: str, parts: dict[str, str]) -> None:
    assert Locator(text).parts() == parts


@pytest.mark.parametrize("text", ["", "row:", "row:x", "line:3x", "page:2", "LIST/ENTRY", "json:x", "!row:1"])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a locator"):
        Locator(text)
