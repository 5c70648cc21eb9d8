"""Rows of a CSV whose header is promised: a table of another shape, or without a row, is refused whole."""

from collections.abc import Iterable, Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.kit.tables import TableError, decode, records


def table_rows(exhibit: Exhibit, data: bytes, required: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of a table in UTF-8 as (line, cells by column), the header's line being 1.

    Raises `StructureError` for text that is no such table, for a column of `required` that is not there, and for a
    table without rows.
    """
    count = 0
    try:
        for line, row in records(decode(data, "utf-8-sig"), required=tuple(required)):
            count += 1
            yield line, row
    except TableError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="the earlier edition stays; compare the columns"
        ) from error
    if not count:
        raise StructureError("the table has no rows", where=exhibit.name, todo="the earlier edition stays")
