"""Accounts, sessions, tokens and the audit: what is not evidence, in tables beside the ledger."""

from whereas.web.register.people import Person
from whereas.web.register.register import Register

__all__ = ["Person", "Register"]
