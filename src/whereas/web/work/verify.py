"""Recompute everything from the exhibits, and say what is broken."""

import json
from collections import Counter

from whereas.ledger.verify import Verified
from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission

FINDINGS = "findings.json"


def run(task: Task) -> Done:
    """As `whereas verify`. Findings name exhibits: who may not see all of these gets their kinds and number only."""
    with task.whole() as bench:
        result = bench.verify(deep=not task.params.get("quick"), progress=task.progress)
        hidden = len(bench.ledger.exhibits()) - len(task.seen.bench.ledger.exhibits())
    task.file(FINDINGS).write_text(json.dumps(_plain(result, whole=not hidden), indent=1), encoding="utf-8")
    return Done(words=_told(result), link="/ledger", files=(FINDINGS,))


def _told(result: Verified) -> str:
    looked = f"{result.entries:,} log entries, {result.exhibits:,} exhibits, {result.statements:,} statements"
    counted = Counter(one.kind for one in result.findings)
    if not counted:
        return f"everything recomputes: {looked}; root {result.root[:16]}"
    found = ", ".join(f"{count:,} {kind}" for kind, count in sorted(counted.items()))
    return f"{len(result.findings):,} findings ({found}) in {looked}; root {result.root[:16]}"


def _plain(result: Verified, *, whole: bool) -> dict[str, object]:
    counts = {name: getattr(result, name) for name in ("entries", "exhibits", "readings", "statements", "root")}
    if whole:
        findings = [{"kind": one.kind, "where": one.where, "words": one.words} for one in result.findings]
    else:
        note = "your clearance does not cover all exhibits: run `whereas verify` on the machine for the rest"
        findings = [{"kind": one.kind, "where": "", "words": note} for one in result.findings]
    return {**counts, "findings": findings}


KIND = Kind(key="verify", needs=Permission.UPKEEP, run=run, params=("quick",), resumes=True)
