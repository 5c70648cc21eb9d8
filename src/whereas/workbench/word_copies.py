"""A draft on its way through Word: the working copy that is handed out, and the edited one taken back."""

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from whereas.core.errors import WhereasError
from whereas.publish.dossier.model import Dossier
from whereas.publish.dossier.word import word
from whereas.publish.dossier.word_back import Returned, read_word
from whereas.workbench.bench import Workbench
from whereas.workbench.dossiers import DraftNote, come_back

WORKING = "working copy, not released"
# How long what a copy was made of is kept since it was last handed out: after that it cannot be taken back.
KEPT_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """An edited document taken back: what became of each sentence, the draft it makes, and the version it was."""

    returned: Returned
    note: DraftNote
    version: str


def hand_out(bench: Workbench, dossier: Dossier, version: str) -> bytes:
    """A working copy as DOCX, which says that it was not released; what it was made of is kept to take it back."""
    copy = msgspec.structs.replace(dossier, marking=f"{WORKING}; {dossier.marking}")
    folder = _folder(bench)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{copy.id}.json").write_bytes(copy.manifest())
    (folder / f"{copy.id}.version").write_text(version, encoding="utf-8")
    return word(copy)


def take_back(bench: Workbench, data: bytes) -> Back:
    """An edited working copy: changed and new sentences are unchecked. Raises `WhereasError` for one not handed out."""
    told = read_word(data, ()).dossier
    if not re.fullmatch(r"[0-9a-f]{64}", told):
        raise WhereasError("this document bears no mark of a draft", todo="edit the DOCX that this page gives out")
    try:
        was = (_folder(bench) / f"{told}.json").read_bytes()
        version = (_folder(bench) / f"{told}.version").read_text(encoding="utf-8")
    except OSError:
        raise WhereasError(
            "this document was not handed out by this desk", where=told[:12],
            todo="get the draft as DOCX here, and take your changes into that",
        ) from None  # fmt: skip
    returned, note = come_back(data, was)
    return Back(returned=returned, note=note, version=version)


def _folder(bench: Workbench) -> Path:
    return bench.settings.home / "working"
