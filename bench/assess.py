"""Holding every standard against every party of the programme, and routing all that only partners list."""

import os
import tempfile
import time
from pathlib import Path

from whereas.policy.standards import standards
from whereas.settings import Settings
from whereas.workbench import workbench
from whereas.workbench.assessing import know

NOW = "2026-03-01T00:00:00Z"
# What the issue that asked for it allows, in seconds; printed beside the figures and never a reason to fail.
_ROUTES, _STANDARDS = 10, 30


def main() -> None:
    """Prints seconds for the parts of an assessment on the real lists, which are found through WHEREAS_TEST_DATA."""
    where = os.environ.get("WHEREAS_TEST_DATA", "")
    if not where:
        print("skipped: the real lists are not here; set WHEREAS_TEST_DATA to the folder that holds data/lists")
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), mirror=_mirror(Path(where) / "data" / "lists"))
        with workbench(settings, now=NOW) as bench:
            bench.pull()
            bench.resolve()
            _assess(bench)


def _mirror(lists: Path):  # type: ignore[no-untyped-def]  # one folder or several, as the settings take it
    return (lists,) if "tuple" in str(Settings.__annotations__["mirror"]) else lists


def _assess(bench) -> None:  # type: ignore[no-untyped-def]  # a Workbench
    start = time.perf_counter()
    known = know(bench, "dprk")
    print(f"reading, merging, comparing, detecting: {time.perf_counter() - start:.1f} s, {len(known.claims):,} claims")
    unlisted = known.unlisted()
    start = time.perf_counter()
    routings = [known.route(known.subject(row.entity)) for row in unlisted]
    took = time.perf_counter() - start
    pointed = sum(bool(one.routes) for one in routings)
    print(f"routing {len(unlisted):,} parties that only partners list: {took:.2f} s (at most {_ROUTES}); "
          f"{pointed:,} are pointed to a criterion, {sum(one.best is None for one in routings):,} to none")  # fmt: skip
    subjects = known.subjects()
    start = time.perf_counter()
    count = sum(known.assess(one, who) is not None for who in subjects for one in standards().values())
    took = time.perf_counter() - start
    print(f"{len(standards())} standards x {len(subjects):,} parties = {count:,} assessments: {took:.1f} s "
          f"(at most {_STANDARDS}), {count / took:,.0f} a second")  # fmt: skip
