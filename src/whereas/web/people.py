"""What an admin does with accounts: invites, changes, gives a new link; the same for pages and the API, all noted."""

from dataclasses import dataclass

from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.register.accounts import Account, checked_audiences, checked_name
from whereas.web.register.once import INVITE
from whereas.web.roles import Role
from whereas.web.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an account is to have. `tlp` is CLEAR, GREEN, AMBER, AMBER_STRICT or RED; audiences parted by commas."""

    role: Role
    tlp: TLP
    audiences: frozenset[str]
    disabled: bool = False

    def __str__(self) -> str:
        words = [self.role.value, self.tlp.name, *sorted(self.audiences)]
        return ", ".join([*words, "disabled"] if self.disabled else words)


def wanted(role: str, tlp: str, audiences: str, *, disabled: bool = False) -> Wanted:
    """What an account is to have, as it was written. Raises `WhereasError` where there is no such role or marking."""
    try:
        return Wanted(role=Role(role), tlp=TLP[tlp], audiences=checked_audiences(audiences), disabled=disabled)
    except (KeyError, ValueError) as error:
        raise WhereasError("there is no such role or marking", todo="choose one of the list") from error


def invite(visit: Visit, name: str, want: Wanted) -> tuple[str, str]:
    """A new account, as (name, path of the link at which its owner chooses a password)."""
    name = checked_name(name)
    visit.register.enrol(name, want.role, tlp=want.tlp, audiences=want.audiences, made=visit.now)
    visit.audit("account-invite", f"{name}: {want}")
    return name, _link(visit, name)


def change(visit: Visit, name: str, want: Wanted) -> None:
    """Give an account what it is to have. Raises `WhereasError` for one's own, and where no admin would be left."""
    was = known(visit, name)
    try:
        visit.register.accounts.change(
            name, by=visit.person.name, role=want.role, tlp=want.tlp, audiences=want.audiences, disabled=want.disabled
        )
    except WhereasError:
        visit.audit("account-change", f"{name}: {want}", result="refused")
        raise
    before = Wanted(role=was.role, tlp=was.tlp, audiences=was.audiences, disabled=was.disabled)
    visit.audit("account-change", f"{name}: {before} -> {want}")


def new_link(visit: Visit, name: str) -> str:
    """The path of a new link for an account whose password is gone. Raises `WhereasError` where it needs none."""
    account = known(visit, name)
    if name == visit.person.name:
        raise WhereasError("this is your own account", todo="change your password on the page of your account")
    if account.elsewhere or account.disabled:
        raise WhereasError(
            "this account has no password here, or may not be used",
            todo="its owner signs in with the organisation's provider, or an administrator lets it be used again",
        )
    visit.audit("account-link", name)
    return _link(visit, name)


def known(visit: Visit, name: str) -> Account:
    """An account there is. Raises `WhereasError` for any other."""
    account = visit.register.accounts.get(name)
    if account is None:
        raise WhereasError("there is no such account", todo="choose one of the list")
    return account


def _link(visit: Visit, name: str) -> str:
    return f"/invitation/{visit.register.once.make(INVITE, name, now=visit.now)}"
