"""Judge the pairs that need it, merge, and bring the index of names up to date."""

from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission


def run(task: Task) -> Done:
    """As `whereas resolve`."""
    with task.whole() as bench:
        resolved = bench.resolve(progress=task.progress)
        bench.index(progress=task.progress)
    return Done(
        words=f"{resolved.new:,} new judgements; {len(resolved.homonyms):,} homonyms kept apart", link="/search"
    )


KIND = Kind(key="resolve", needs=Permission.UPKEEP, run=run, resumes=True)
