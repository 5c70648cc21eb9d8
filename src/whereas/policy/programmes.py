"""Focus programmes: which programme names of each authority belong to one subject of policy."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from whereas.core.errors import PolicyError
from whereas.policy.load import Fields, read_policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """How one authority names one programme, and the act behind it.

    `names` are compared whole and `patterns` searched for, both without regard to case; `verified` is False where
    the act stands in the file from memory; `dates_of_un` whether its list prints the UN's dates instead of its own;
    `why` says what a reader must know.
    """

    authority: str
    names: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    title: str
    act: str
    verified: bool
    dates_of_un: bool = False
    why: str = ""

    def fits(self, program: str) -> bool:
        """Whether a list's programme is this one."""
        return program.casefold() in self.names or any(pattern.search(program) for pattern in self.patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transposition:
    """The act by which an authority carried over what the UN designated on one day; both dates are ISO days."""

    authority: str
    listed_on: str
    act: str
    dated: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A subject of policy across authorities.

    `tags` belong to it; `related` overlap with it and are kept apart; `un_based` are the parts of an authority's list
    that carry over designations of the UN; `country` is the code of the state concerned; `digest` the SHA-256 of the
    file this was read from.
    """

    key: str
    title: str
    country: str
    tags: tuple[Tag, ...]
    related: tuple[Tag, ...]
    un_based: tuple[Tag, ...]
    transpositions: tuple[Transposition, ...]
    digest: str

    def standing(self, authority: str, programs: Iterable[str]) -> str:
        """`focus`, `related` or `other`: the strongest of what an authority's programmes are to this one."""
        named = tuple(programs)
        for standing, tags in (("focus", self.tags), ("related", self.related)):
            if any(tag.authority == authority and tag.fits(name) for tag in tags for name in named):
                return standing
        return "other"

    def carried_over(self, authority: str, acts: Iterable[str]) -> Tag | None:
        """The part of an authority's list that carries over the UN's, if a listing's act belongs to one."""
        named = tuple(acts)
        fitting = (tag for tag in self.un_based if tag.authority == authority and any(map(tag.fits, named)))
        return next(fitting, None)

    def transposed_by(self, authority: str, listed_on: str) -> Transposition | None:
        """The act by which an authority carried over the UN's designations of a day, if the file names it."""
        found = (one for one in self.transpositions if (one.authority, one.listed_on) == (authority, listed_on))
        return next(found, None)


def read_programme(file: str, text: str) -> Programme:
    """A programme from the text of its file. Raises `PolicyError` naming file, line and field."""
    fields = read_policy(file, text)
    programme = Programme(
        key=fields.text("key"),
        title=fields.text("title"),
        country=fields.text("country", ""),
        tags=tuple(_tag(record, titled=True) for record in fields.records("programmes")),
        related=tuple(_tag(record, titled=True) for record in fields.records("related", required=False)),
        un_based=tuple(_tag(record, titled=False) for record in fields.records("un_based", required=False)),
        transpositions=tuple(_transposition(record) for record in fields.records("transpositions", required=False)),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    fields.close()
    return programme


def _tag(fields: Fields, *, titled: bool) -> Tag:
    names, patterns = fields.texts("names"), fields.patterns("patterns")
    if not names and not patterns:
        raise PolicyError(
            f"{fields.path} has neither names nor patterns",
            where=f"{fields.file}, line {fields.line}",
            todo="give the programme's name as the list writes it",
        )
    tag = Tag(
        authority=fields.text("authority"),
        names=frozenset(name.casefold() for name in names),
        patterns=patterns,
        title=fields.text("title", None if titled else ""),
        act=fields.text("act"),
        verified=fields.flag("verified", default=True),
        dates_of_un=fields.flag("dates_of_un", default=False),
        why=fields.text("why", ""),
    )
    fields.close()
    return tag


def _transposition(fields: Fields) -> Transposition:
    found = Transposition(
        authority=fields.text("authority"),
        listed_on=fields.day("listed_on"),
        act=fields.text("act"),
        dated=fields.day("dated"),
        verified=fields.flag("verified", default=True),
    )
    fields.close()
    return found


def _folder() -> Traversable:
    return resources.files("whereas.policy").joinpath("programmes")


def programme_keys() -> tuple[str, ...]:
    """The keys of the programmes there are: one file each."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


@cache
def load_programme(key: str) -> Programme:
    """The programme of a key. Raises `PolicyError` where there is none, or its file is wrong."""
    if key not in programme_keys():
        raise PolicyError(f"there is no programme {key!r}", todo="choose one of: " + ", ".join(programme_keys()))
    file = f"programmes/{key}.yaml"
    programme = read_programme(file, _folder().joinpath(f"{key}.yaml").read_text(encoding="utf-8"))
    if programme.key != key:
        raise PolicyError(f"the field key is {programme.key!r}", where=f"{file}, line 1", todo="name it as the file")
    return programme
