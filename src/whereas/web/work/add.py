"""Take a large upload as exhibits."""

import msgspec

from whereas.core.errors import WhereasError
from whereas.core.filing import Filing
from whereas.web import staging
from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission
from whereas.workbench import desk


def run(task: Task) -> Done:
    """As `whereas add`, of what its starter put aside and may see."""
    bench = task.seen.bench
    token = task.text("token")
    if not task.file("filing.json").is_file():
        raise WhereasError("nothing says how it is filed", todo="bring the file on /exhibits/new")
    filing = msgspec.json.decode(task.file("filing.json").read_bytes(), type=Filing)
    try:
        with staging.opened(staging.place_of(bench, task.by, token)) as path:
            taken = desk.add(bench, path, filing, progress=task.progress)
    except WhereasError:
        staging.let_go(bench, task.by, token)  # it can be filed otherwise, and brought to an end within a day
        raise
    staging.drop(bench, task.by, token)
    first = taken.added[0].sha256 if taken.added else ""
    words = f"{len(taken.added):,} exhibits taken, {len(taken.problems):,} problems"
    return Done(words=words, link=f"/exhibits/{first}" if first else "/exhibits")


KIND = Kind(key="add", needs=Permission.RECORD, run=run, params=("token",))
