"""The policy files of the house: each folder's texts, their records by key, and their digests."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

from whereas.policy.typed import Doubt, hold, read_typed


class HasKey(Protocol):
    """A record that has a key of its own."""

    @property
    def key(self) -> str:
        """Its name, which its file bears too."""


Keyed = TypeVar("Keyed", bound=HasKey)


def policy_folder(kind: str) -> Traversable:
    """The folder of one kind of policy file: `regimes`, `resolutions`, `conditions`, ..."""
    return resources.files("whereas.policy").joinpath(kind)


def policy_files(kind: str) -> Iterator[tuple[str, str]]:
    """Each file of a kind as (name for errors, text), sorted by name."""
    for file in sorted(policy_folder(kind).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            yield f"{kind}/{file.name}", file.read_text(encoding="utf-8")


def read_keyed(folder: str, kind: type[Keyed], doubts: Callable[[Keyed], Iterable[Doubt]]) -> dict[str, Keyed]:
    """Every file of a folder by its key. Raises `PolicyError` for the first doubt, and for a key unlike its file."""
    found: dict[str, Keyed] = {}
    for name, text in policy_files(folder):
        record = read_typed(name, text, kind)
        stem = name.rpartition("/")[2].removesuffix(".yaml")
        if record.key != stem:
            hold(name, text, [("$.key", f"the key is {record.key!r} and the file {stem!r}", "name it as the file")])
        hold(name, text, doubts(record))
        found[record.key] = record
    return found


def policy_digests() -> tuple[tuple[str, str], ...]:
    """The SHA-256 (hex) of every policy file by name: what a product's law was, to the byte."""
    found = []
    for folder in sorted(resources.files("whereas.policy").iterdir(), key=lambda one: one.name):
        if folder.is_dir() and not folder.name.startswith("_"):
            found += [(name, hashlib.sha256(text.encode()).hexdigest()) for name, text in policy_files(folder.name)]
    return tuple(found)
