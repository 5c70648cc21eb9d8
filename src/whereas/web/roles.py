"""Who may do what: roles, and the permissions each has. Deny by default: a route names its permission or is closed."""

from enum import StrEnum


class Permission(StrEnum):
    """What a route needs. `PUBLIC` asks for no account: only signing in and health have it."""

    PUBLIC = "public"
    READ = "read"  # pages, search, lists, boards
    SCREEN = "screen"  # upload documents and tables to be screened
    RECORD = "record"  # exhibits, claims, comments, drafts, judgements
    REVIEW = "review"  # settle and withdraw, ask for a release, dissent on the record
    RELEASE = "release"  # agree to a release that another asked for; export of what is marked
    UPKEEP = "upkeep"  # pull lists, run, verify, back-up
    ACCOUNTS = "accounts"  # accounts, roles, clearances, audit


class Role(StrEnum):
    """The roles of an account, each with all that the one before it may, but for `ADMIN`: who keeps the accounts does
    not thereby see or release evidence."""

    READER = "reader"
    ANALYST = "analyst"
    REVIEWER = "reviewer"
    RELEASER = "releaser"
    ADMIN = "admin"


_READER = {Permission.PUBLIC, Permission.READ, Permission.SCREEN}
_ANALYST = _READER | {Permission.RECORD}
_REVIEWER = _ANALYST | {Permission.REVIEW}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(_READER),
    Role.ANALYST: frozenset(_ANALYST),
    Role.REVIEWER: frozenset(_REVIEWER),
    Role.RELEASER: frozenset(_REVIEWER | {Permission.RELEASE}),
    Role.ADMIN: frozenset({Permission.PUBLIC, Permission.READ, Permission.UPKEEP, Permission.ACCOUNTS}),
}


def not_above(role: Role) -> tuple[Role, ...]:
    """The roles that an API token of somebody with this role may have. A token may what both its role and its
    owner's may (`Person.may`), so that one of a reader gives an admin nothing new either."""
    return tuple(one for one in Role if GRANTS[one] <= GRANTS[role] or one is Role.READER)
