"""A draft as the form of its page: its sentences read from numbered fields, and moved, struck and added by buttons."""

from dataclasses import dataclass

import msgspec

from whereas.web.forms import Form, many, one
from whereas.workbench.dossiers import DraftNote, SentenceNote

_MOST = 400  # sentences; more come from no form of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the form of a draft brought: the draft, what it was made from, the day of the act and the forum."""

    note: DraftNote
    base: tuple[str, ...]
    adoption: str
    forum: str
    remark: str
    do: str


def written(form: Form) -> Written:
    """Reads the form, and does what its button says to the order of the sentences."""
    said = DraftNote(
        sentences=tuple(
            SentenceNote(
                text=" ".join(one(form, f"text-{number}").split()), claims=many(form, f"claims-{number}"),
                unchecked=bool(one(form, f"unchecked-{number}")),
            )
            for number in range(1, _MOST) if f"text-{number}" in form
        ),
        proportionality=one(form, "proportionality").strip(), persistence=one(form, "persistence").strip(),
        renewal=bool(one(form, "renewal")),
    )  # fmt: skip
    do = one(form, "do", "check")
    return Written(
        note=moved(said, do), base=many(form, "base"), adoption=one(form, "adoption"), forum=one(form, "forum"),
        remark=one(form, "remark").strip(), do=do,
    )  # fmt: skip


def moved(note: DraftNote, do: str) -> DraftNote:
    """A draft after `up-N`, `down-N`, `strike-N` or `after-N` (an empty sentence behind it); else as it was."""
    verb, _, number = do.partition("-")
    if verb not in ("up", "down", "strike", "after") or not number.isdigit():
        return note
    at, lines = int(number) - 1, list(note.sentences)
    if verb == "after" and -1 <= at < len(lines):
        lines.insert(at + 1, SentenceNote(text=""))
    elif 0 <= at < len(lines):
        taken = lines.pop(at)
        if verb != "strike":
            lines.insert(max(0, at - 1 if verb == "up" else at + 1), taken)
    return msgspec.structs.replace(note, sentences=tuple(lines))


def without_empty(note: DraftNote) -> DraftNote:
    """A draft without sentences that say nothing: these are places to write in."""
    return msgspec.structs.replace(note, sentences=tuple(one for one in note.sentences if one.text))
