"""Pull lists, resolve who is who, and bring the index of names up to date."""

from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission
from whereas.workbench.bench import Pulled


def run(task: Task) -> Done:
    """As `whereas pull` and `whereas resolve`, so that every page shows what came."""
    sources = task.text("sources").split()
    with task.whole() as bench:
        pulled = bench.pull(sources, accept=bool(task.params.get("accept")), progress=task.progress)
        bench.resolve(progress=task.progress)
        bench.index(progress=task.progress)
    return Done(words=told(pulled), link="/sources")


def told(pulled: Pulled) -> str:
    """What a pull brought, in one sentence."""
    fresh = [one for one in pulled.taken if one.outcome == "new edition"]
    parts = [f"{len(fresh):,} new editions of {len(pulled.taken):,} files"]
    if pulled.refused:
        sources = sorted({one.exhibit.source for one in pulled.refused})
        parts.append(f"{len(pulled.refused):,} refused: {', '.join(sources)}")
    if pulled.starter:
        parts.append("the starter casebook stands in for lists")
    return "; ".join(parts)


KIND = Kind(key="pull", needs=Permission.UPKEEP, run=run, params=("sources", "accept"), resumes=True)
