"""The first pull of an empty ledger, as a job: from the mirror, or the starter casebook; never from the network."""

import secrets

from whereas.core.clearance import Clearance
from whereas.sources import casebook
from whereas.web.config import Config
from whereas.web.jobs import Jobs
from whereas.web.register import Person, Register
from whereas.web.roles import Role

# Who does what nobody asked for.
PROGRAM = "whereas"


def queue_first_pull(config: Config) -> None:
    """Put the job in the queue, unless one that fills the ledger is there already."""
    register = Register.of(config.settings)
    try:
        jobs = Jobs(register)
        if any(one.kind in ("pull", "run") and not one.state.over for one in jobs.every()):
            return
        params = {} if config.settings.mirror else {"sources": casebook.KEY}
        person = Person(name=PROGRAM, role=Role.ADMIN, clearance=Clearance())
        jobs.add("pull", params, person, key=secrets.token_hex(8), now=config.clock())
    finally:
        register.close()
