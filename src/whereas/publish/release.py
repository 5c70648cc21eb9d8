"""The one door out: writes files for an audience, refuses what it may not see, and says who let them go and why."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from whereas.core.errors import WhereasError
from whereas.core.marking import PAP, TLP, Marking

MANIFEST = "RELEASE.json"
INTERNAL_TERMS = frozenset({"non-commercial", "evaluation-only"})  # terms that bar a public release
AUDIENCES = ("internal", "public")
ON_RECORD = "on record in the ledger"


class ReleaseError(WhereasError):
    """What is to leave may not leave: its marking is above the audience, or nobody answers for it."""


def refusals(marking: Marking, audience: str) -> tuple[str, ...]:
    """Why an audience may not see what bears this marking; nothing where it may."""
    if audience not in AUDIENCES:
        return (f"there is no audience {audience!r}",)
    if audience == "internal":
        return ()
    reasons = []
    if marking.tlp is not TLP.CLEAR or marking.pap is not PAP.CLEAR:
        reasons.append(f"it is marked {marking.tlp}, {marking.pap}")
    if marking.releasable_to is not None and audience not in marking.releasable_to:
        reasons.append("it is releasable to " + (", ".join(sorted(marking.releasable_to)) or "nobody") + " only")
    if barred := marking.terms & INTERNAL_TERMS:
        reasons.append("a source in it is licensed as " + ", ".join(sorted(barred)))
    return tuple(reasons)


def release(
    files: Mapping[str, bytes],
    *,
    folder: Path,
    marking: Marking,
    audience: str,
    by: str,
    reason: str,
    at: str,
    revision: str,
    version: str,
    named: bool = True,
) -> Path:
    """Writes the files into the folder, each at once or not at all, then `RELEASE.json`; returns the manifest's path.

    `files` has relative names with `/`; `audience` is `internal` or `public`; `by` and `reason` say who lets it go
    and why; `at` is an ISO 8601 UTC instant; `revision` the ledger's root in hex. `named` is False where the audience
    must not learn who and why: then the caller keeps both in the ledger, and the manifest says so. Files of an earlier
    release into the folder that are not in this one are removed if they are as they were released.

    Raises `ReleaseError`, with nothing written, where the marking is above the audience, `by` or `reason` is empty,
    or a name leads out of the folder.
    """
    _may_leave(files, marking, audience, by, reason)
    _no_way_out(files, folder)
    manifest: dict[str, Any] = {
        "marking": str(marking),
        "use": "internal use" if marking.terms & INTERNAL_TERMS or marking.tlp > TLP.CLEAR else "as marked",
        "audience": audience,
        "by": by if named else ON_RECORD,
        "reason": reason if named else ON_RECORD,
        "at": at,
        "revision": revision,
        "version": version,
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in sorted(files.items())
        },
    }
    before = earlier(folder)
    for name, data in sorted(files.items()):
        _write(folder / name, data)
    for name in sorted(before.keys() - files.keys()):
        _remove_if_unchanged(folder, name, before[name])
    _write(folder / MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return folder / MANIFEST


def _may_leave(files: Mapping[str, bytes], marking: Marking, audience: str, by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise ReleaseError("a release needs a name and a reason", todo="say who releases it (by) and why (reason)")
    if reasons := refusals(marking, audience):
        raise ReleaseError(
            f"this may not go to {audience}: {'; '.join(reasons)}",
            where=f"marking {marking}",
            todo="release it as internal, or leave out the sources whose terms forbid it",
        )
    for name in files:
        if not _stays_inside(name):
            raise ReleaseError(f"the name {name!r} leads out of the folder", todo="use a relative name without ..")


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    plain = bool(path.parts) and not path.is_absolute() and "\\" not in name and ":" not in name
    return plain and ".." not in path.parts and path.as_posix() == name and name != MANIFEST


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _no_way_out(files: Mapping[str, bytes], folder: Path) -> None:
    """A link that stands in the folder must not lead the files elsewhere."""
    inside = folder.resolve()
    for name in files:
        if not (folder / name).parent.resolve().is_relative_to(inside):
            raise ReleaseError(
                f"{name} would be written outside of the folder", where=str(folder / name), todo="take the link away"
            )


def strays(folder: Path) -> tuple[str, ...]:
    """What stands in a folder and is not as the release in it says: files of others, and files that were changed."""
    told = earlier(folder)
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        same = path.is_file() and not path.is_symlink() and _sha256(path) == told.get(name)
        if not same and not (name == MANIFEST and told):
            found.append(name)
    return tuple(found)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def earlier(folder: Path) -> dict[str, str]:
    """The files of the release that stands in the folder, name to SHA-256; nothing where none can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {str(name): str(file["sha256"]) for name, file in found.items() if _stays_inside(str(name))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remove_if_unchanged(folder: Path, name: str, sha256: str) -> None:
    path = folder / name
    if path.is_file() and not path.is_symlink() and _sha256(path) == sha256:
        path.unlink()
