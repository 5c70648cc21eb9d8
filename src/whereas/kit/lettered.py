"""Cells that count their values with letters: `a) one b) two`."""

import re

_MARK = re.compile(r"(?:^|(?<=[\s;,.\xa0]))\(?([a-z])\)\s*")


def lettered(cell: str) -> list[str]:
    """The values of a lettered cell in order, or the whole cell as one; empty for an empty cell.

    Letters must come in the order of the alphabet, so that a stray bracket parts nothing.
    """
    marks: list[re.Match[str]] = []
    for found in _MARK.finditer(cell):
        if found[1] == chr(ord("a") + len(marks)):
            marks.append(found)
    if len(marks) < 2:
        whole = cell.strip()
        if marks and marks[0].start() == 0:
            whole = whole[marks[0].end() :]
        return [whole] if whole else []
    before = cell[: marks[0].start()].strip()
    ends = [mark.start() for mark in marks[1:]] + [len(cell)]
    values = [cell[mark.end() : end].strip(" ;,\xa0") for mark, end in zip(marks, ends, strict=True)]
    return [value for value in ([before] if before else []) + values if value]
