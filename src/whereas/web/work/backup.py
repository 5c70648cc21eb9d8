"""Back up the home into a file on the server's disk; it is not offered for download, for it holds everything."""

from importlib.metadata import version

from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission
from whereas.web.tables import every_table
from whereas.workbench.backup import back_up


def run(task: Task) -> Done:
    """As `whereas backup HOME/backups/whereas-INSTANT.tar`."""
    folder = task.settings.home / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    out = folder / f"whereas-{task.now.replace(':', '')}-{task.id}.tar"
    out.unlink(missing_ok=True)  # of an earlier try of this very job
    done = back_up(
        task.settings, out, beside=every_table(), now=task.now, version=version("whereas"), progress=task.progress
    )
    return Done(words=f"{done.files:,} files, {done.size:,} bytes, in backups/{out.name}; root {done.root[:16]}")


KIND = Kind(key="backup", needs=Permission.UPKEEP, run=run, resumes=True)
