"""Make a dossier that rests on much, and ask for its release as whoever started the job."""

import msgspec

from whereas.core.errors import WhereasError
from whereas.web.kinds import Done, Kind, Task
from whereas.web.register import Register
from whereas.web.register.audit import Act
from whereas.web.roles import Permission
from whereas.workbench.releases import Wanted, ask

WANTED = "wanted.json"


def run(task: Task) -> Done:
    """As asking from the draft's page: another person still decides. Taken up again, it asks no second time."""
    if not task.file(WANTED).is_file():
        raise WhereasError("nothing says what is to be released", todo="ask for the release on the draft's page")
    wanted = msgspec.json.decode(task.file(WANTED).read_bytes(), type=Wanted)
    register = Register.of(task.settings)
    try:
        _refuse_others(task, register)
        made = ask(task.seen, wanted, once=task.id, progress=task.progress)
        register.audit.note(Act(at=task.now, who=task.by, action="release-asked", object=made.said.key))
    finally:
        register.close()
    return Done(words=f"{len(made.said.files):,} files wait for a second person", link=f"/releases/{made.said.key}")


def _refuse_others(task: Task, register: Register) -> None:
    """Whoever lost the right, or some of their sight, since they asked does not ask by a job that waited."""
    account = register.accounts.get(task.by)
    may = account is not None and not account.disabled and account.person.may(Permission.REVIEW)
    if account is None or not may or account.tlp < task.clearance.tlp or task.clearance.audiences - account.audiences:
        raise WhereasError("your account may not ask for this any more", todo="leave it to somebody whose may")


KIND = Kind(key="make-dossier", needs=Permission.REVIEW, run=run, resumes=True)
