"""What can be said of a subject, and by what: the kinds of claim and the classes of evidence."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.policy.files import policy_files
from whereas.policy.typed import Doubt, Key, Letter, Typed, hold, read_typed, twice, unknown


class ClaimKind(Typed, frozen=True, kw_only=True):
    """A kind of proposition: what it says (with `{subject}` and `{object}`), who makes it, what its object is.

    `material: false` marks what only orients; `context` what is not about one subject and counts for all. `verbs` are
    patterns of words by which a sentence says such a thing: it may use them only where a claim of the kind, or the
    words of a claim, stand behind it. `role` marks what says a part in acts and not in which: alone it brings no
    criterion nearer.
    """

    key: Key
    says: str
    title: str
    by: Literal["detector", "analyst", "either"] = "analyst"
    object: str = ""
    material: bool = True
    context: bool = False
    verbs: tuple[str, ...] = ()
    role: bool = False


class EvidenceClass(Typed, frozen=True, kw_only=True):
    """A class of source with its default grade and what it can and cannot prove: shown to whoever drafts.

    `consent` demands that a use is on record before it counts as allowed; `tlp` is the marking it gets unless somebody
    says otherwise.
    """

    key: Key
    title: str
    reliability: Letter
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)]
    proves: str
    cannot: str
    primary: bool = False
    consent: bool = False
    tlp: Literal["clear", "green", "amber", "amber+strict", "red"] = "clear"
    never_shows: tuple[Key, ...] = ()


class Evidence(Typed, frozen=True, kw_only=True):
    """The kinds of claim and the classes of evidence there are, and scales in words for confidence."""

    kinds: tuple[ClaimKind, ...]
    classes: tuple[EvidenceClass, ...]


@cache
def evidence() -> Evidence:
    """The kinds of claim and the classes of evidence. Raises `PolicyError` for a key that two of them have."""
    kinds: dict[str, ClaimKind] = {}
    classes: dict[str, EvidenceClass] = {}
    for name, text in policy_files("evidence"):
        part = read_typed(name, text, Evidence)
        hold(name, text, twice((one.key for one in part.kinds), "$.kinds[{}].key", taken=kinds))
        hold(name, text, twice((one.key for one in part.classes), "$.classes[{}].key", taken=classes))
        kinds |= {one.key: one for one in part.kinds}
        classes |= {one.key: one for one in part.classes}
        hold(name, text, _barred(part, kinds))
    return Evidence(kinds=tuple(kinds.values()), classes=tuple(classes.values()))


def _barred(part: Evidence, kinds: dict[str, ClaimKind]) -> Iterator[Doubt]:
    for number, one in enumerate(part.classes):
        path = f"$.classes[{number}].never_shows[{{}}]"
        yield from unknown(one.never_shows, path, {*kinds, "any"} if kinds else set(one.never_shows), "kind of claim")


@cache
def claim_kinds() -> dict[str, ClaimKind]:
    """Every kind of claim by key."""
    return {kind.key: kind for kind in evidence().kinds}


@cache
def evidence_classes() -> dict[str, EvidenceClass]:
    """Every class of evidence by key."""
    return {one.key: one for one in evidence().classes}


FILES = {"evidence": Evidence}
