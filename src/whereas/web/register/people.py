"""Who somebody with an account is: what they may do, and how far they may see."""

from dataclasses import dataclass

from whereas.core.clearance import Clearance
from whereas.web.roles import GRANTS, Permission, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account. `scope` narrows what they may do to that of a role: an API token has one."""

    name: str
    role: Role
    clearance: Clearance
    scope: Role | None = None

    def may(self, permission: Permission) -> bool:
        """Whether their role has a permission, and their token's too where they came with one."""
        return permission in GRANTS[self.role] and (self.scope is None or permission in GRANTS[self.scope])
