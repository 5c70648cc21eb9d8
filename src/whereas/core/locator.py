"""Where in an exhibit something stands, in one line of text that a person can follow and a program can read."""

import re
from dataclasses import dataclass

_FORMS = re.compile(
    r"""(?:(?P<member>[^!]+)!)?                       # a member of an archive, a sheet of a workbook
        (?:
            row:(?P<row>\d+)(?:\#(?P<column>.+))?     # a table's row, counted from 1 with the header, and column
          | line:(?P<line>\d+)                        # a text's line, counted from 1
          | json:(?P<pointer>(?:/.*)?)                # RFC 6901, also for YAML
          | page:(?P<page>\d+)@(?P<first>\d+)-(?P<last>\d+)   # a page and its characters, end excluded
          | (?P<xpath>/.+)                            # an absolute XPath
        )\Z""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in an exhibit.

    Forms: `row:12#ALIAS`, `Sheet1!row:7#Name`, `line:3`, `json:/vessels/4/name`, `page:2@120-180`,
    `/LIST/ENTRY[12]/NAME`; before any of them `member!` for a file in an archive or a sheet of a workbook.

    Raises `ValueError` for any other text.
    """

    text: str

    def __post_init__(self) -> None:
        if _FORMS.match(self.text) is None:
            raise ValueError(f"not a locator: {self.text!r}")

    def parts(self) -> dict[str, str]:
        """The named parts that are there: member, row, column, line, pointer, page, first, last, xpath."""
        found = _FORMS.match(self.text)
        groups = found.groupdict() if found else {}  # __post_init__ refused anything that does not match
        return {name: value for name, value in groups.items() if value is not None}
