"""Writes the golden files of `align` anew: a deliberate command, whose difference is read before it is kept."""

import runpy
import sys
from pathlib import Path

from whereas.publish.pages import align_page
from whereas.publish.tables import alignment_files

HERE = Path(__file__).parent
FOLDER = HERE / "align"


def made() -> dict[str, bytes]:
    """Every golden file by name, as the program makes it now."""
    report = runpy.run_path(str(HERE.parent / "fixtures/align/invented.py"))["report"]()
    return {"align.html": align_page(report).encode(), **alignment_files(report)}


if __name__ == "__main__":
    for name, data in made().items():
        changed = not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != data
        (FOLDER / name).write_bytes(data)
        sys.stdout.write(f"{'written ' if changed else 'same    '} {name}\n")
