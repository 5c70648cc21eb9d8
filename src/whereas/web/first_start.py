"""The first start: with no account, a link that works once, for an hour, at which the first admin is made."""

from whereas.web.config import Config
from whereas.web.register import Register


def first_start_link(config: Config, register: Register) -> str | None:
    """The path of a new link, which the server prints in the terminal; None where there is an account."""
    token = register.once.first_start(now=config.clock())
    return f"/first-start/{token}" if token else None
