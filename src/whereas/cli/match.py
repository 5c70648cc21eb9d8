"""`whereas match`: how likely each pair of names in a file is of one party, and why."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import note
from whereas.core.errors import WhereasError

_ADDED = ("probability", "band", "reason")
_TODO = "give a TSV file in UTF-8"


def match(
    file: Annotated[Path, Parameter(help="Tab-separated, with a head line: left, right, schema (empty: Person).")],
    *,
    out: Annotated[Path | None, Parameter(help="Where the table goes. [default: standard output]")] = None,
) -> int:
    """Score pairs of names: a TSV with columns left, right and schema gains probability, band and reason.

    Nothing but the two names is looked at, and no list is needed. All other columns are kept.

    For example:

        whereas match pairs.tsv --out scored.tsv

        whereas match pairs.tsv | sort -t$'\\t' -k4 -rn | head

    """
    import csv
    import sys

    from whereas.screen.pairing import score_pairs

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WhereasError(f"the pairs cannot be read: {error}", where=str(file), todo=_TODO) from error
    lines = text.splitlines()
    heads = lines[0].split("\t") if lines else []
    if not {"left", "right"} <= set(heads):
        raise WhereasError(
            "the first line must name the columns left and right",
            where=f"{file} line 1: {', '.join(heads) or 'empty'}",
            todo="separate columns by tabs: left, right, schema",
        )
    rows = [line.split("\t") for line in lines[1:] if line]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(heads):
            raise WhereasError(
                f"{len(row)} cells where the head has {len(heads)}", where=f"{file} line {number}",
                todo="separate cells by tabs; a cell may be empty but must be there",
            )  # fmt: skip
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    scored = score_pairs([(one["left"], one["right"], one.get("schema", "")) for one in records], where=str(file))
    kept = [head for head in heads if head not in _ADDED]
    target = out.open("w", encoding="utf-8", newline="") if out else sys.stdout
    try:
        writer = csv.writer(target, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
        writer.writerow([*kept, *_ADDED])
        for record, found in zip(records, scored, strict=True):
            cells = [record[head] for head in kept]
            writer.writerow([*cells, f"{found.probability:.4f}", found.band, found.words.replace("\t", " ")])
    finally:
        if out:
            target.close()
    if out:
        note(f"whereas: {len(records):,} pairs scored, in {out}")
    return 0
