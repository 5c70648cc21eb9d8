"""Who bears one name and was not merged: what stands beside a gap, so that an open question is not read as a fact."""

import re
import unicodedata
from collections.abc import Iterable, Mapping


def folded(name: str) -> str:
    """A name without case, marks, punctuation and order of its parts; empty where it has a single part only."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’‘`")
    parts = sorted(re.findall(r"[^\W\d_]+", letters))
    return " ".join(parts) if len(parts) > 1 else ""


def bearers(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """From (id, names) to each id's namesakes: the other ids that share a folded name, sorted."""
    by_name: dict[str, set[str]] = {}
    for key, names in named:
        for name in {folded(name) for name in names} - {""}:
            by_name.setdefault(name, set()).add(key)
    found: dict[str, set[str]] = {}
    for keys in by_name.values():
        if len(keys) > 1:
            for key in keys:
                found.setdefault(key, set()).update(keys - {key})
    return {key: tuple(sorted(others)) for key, others in found.items()}


def held_apart(
    others: Iterable[str], listed_by: Mapping[str, Iterable[str]], caption: Mapping[str, str]
) -> dict[str, str]:
    """For each authority that lists a namesake, a sentence that says so."""
    said: dict[str, str] = {}
    for other in others:
        for authority in listed_by.get(other, ()):
            said.setdefault(authority, f"{authority} lists a namesake that was held apart: {caption[other]} ({other}).")
    return said
