"""The main job: pull, resolve, align, assess, and write the pages of a run into the home's `out` folder."""

from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission
from whereas.web.work.pull import told


def run(task: Task) -> Done:
    """As `whereas run --out HOME/out`. The folder stands on the server's disk and is not served: it shows all."""
    from whereas.workbench.running import publish

    out = task.settings.home / "out"
    with task.whole() as bench:
        pulled = bench.pull(progress=task.progress)
        if bench.standing_run(out, task.focus, "") is None:
            publish(bench, pulled, out=out, focus=task.focus, progress=task.progress)
        bench.index(progress=task.progress)
    return Done(words=told(pulled), link="/")


KIND = Kind(key="run", needs=Permission.UPKEEP, run=run, resumes=True)
