"""Errors that teach: what was found, where, and what to do."""


class WhereasError(Exception):
    """A problem the user can act on; the command line prints it without a traceback.

    `what` was found, `where` it stands, and what `todo` about it.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        parts = [self.what]
        if self.where:
            parts.append(f"  where: {self.where}")
        if self.todo:
            parts.append(f"  to do: {self.todo}")
        return "\n".join(parts)


class StructureError(WhereasError):
    """A captured file does not have the structure its publisher documents; nothing of it is taken."""


class UnsafeFileError(WhereasError):
    """A file tries something no list needs: an external entity, a bomb, a path out of its folder, or excess size."""


class BoundsError(WhereasError):
    """A list is implausibly small, or shrank implausibly, against its bounds; the ledger keeps the earlier one."""


class LedgerError(WhereasError):
    """The ledger cannot be opened, read or written as asked."""


class CaptureError(WhereasError):
    """Bytes could not be fetched or read from where they were said to be."""


class PolicyError(WhereasError):
    """A policy file does not say what its kind requires."""
