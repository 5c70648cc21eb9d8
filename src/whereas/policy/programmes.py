"""Focus programmes: which programme names of each authority belong to one subject of policy."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import msgspec

from whereas.core.errors import PolicyError
from whereas.core.period import is_partial_date
from whereas.policy.files import policy_files
from whereas.policy.typed import Day, Doubt, Key, Typed, hold, read_typed

Text = Annotated[str, msgspec.Meta(min_length=1)]


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


class TagEntry(Typed, frozen=True, kw_only=True):
    """A tag as it stands in a file; at least one of `names` and `patterns` (regular expressions) must be there."""

    authority: Text
    names: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    title: str = ""
    act: Text
    verified: bool
    dates_of_un: bool = False
    why: str = ""


class Transposition(Typed, frozen=True, kw_only=True):
    """The act by which an authority carried over what the UN designated on one day; both dates are ISO days."""

    authority: Text
    listed_on: Day
    act: Text
    dated: Day
    verified: bool


class ProgrammeFile(Typed, frozen=True, kw_only=True):
    """A programme as it stands in its file."""

    key: Key
    title: Text
    country: str = ""
    programmes: Annotated[tuple[TagEntry, ...], msgspec.Meta(min_length=1)]
    related: tuple[TagEntry, ...] = ()
    un_based: tuple[TagEntry, ...] = ()
    transpositions: tuple[Transposition, ...] = ()


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
    read = read_typed(file, text, ProgrammeFile)
    hold(file, text, doubts_of_programme(read))
    return Programme(
        key=read.key,
        title=read.title,
        country=read.country,
        tags=tuple(map(_tag, read.programmes)),
        related=tuple(map(_tag, read.related)),
        un_based=tuple(map(_tag, read.un_based)),
        transpositions=read.transpositions,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _tag(entry: TagEntry) -> Tag:
    return Tag(
        authority=entry.authority,
        names=frozenset(name.casefold() for name in entry.names),
        patterns=tuple(re.compile(text, re.IGNORECASE) for text in entry.patterns),
        title=entry.title,
        act=entry.act,
        verified=entry.verified,
        dates_of_un=entry.dates_of_un,
        why=entry.why,
    )


def doubts_of_programme(one: ProgrammeFile) -> Iterator[Doubt]:
    """What is wrong in a programme beyond its form: tags that name nothing, patterns that do not compile, no days."""
    for field in ("programmes", "related", "un_based"):
        for number, tag in enumerate(getattr(one, field)):
            path = f"$.{field}[{number}]"
            if not tag.names and not tag.patterns:
                yield path, "it has neither names nor patterns", "give the programme's name as the list writes it"
            if not tag.title and field != "un_based":
                yield f"{path}.title", "a title is missing", "say what the programme is called"
            for place, text in enumerate(tag.patterns):
                if problem := _broken(text):
                    yield f"{path}.patterns[{place}]", f"{text!r} is no regular expression: {problem}", "correct it"
    for number, each in enumerate(one.transpositions):
        for field in ("listed_on", "dated"):
            if len(getattr(each, field)) != 10 or not is_partial_date(getattr(each, field)):
                yield f"$.transpositions[{number}].{field}", "must be a whole day", "write a day such as 2017-06-08"


def _broken(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as problem:
        return str(problem)
    return ""


def programme_keys() -> tuple[str, ...]:
    """The keys of the programmes there are: one file each."""
    return tuple(name.rpartition("/")[2].removesuffix(".yaml") for name, _ in policy_files("programmes"))


@cache
def load_programme(key: str) -> Programme:
    """The programme of a key. Raises `PolicyError` where there is none, or its file is wrong."""
    texts = {name.rpartition("/")[2].removesuffix(".yaml"): (name, text) for name, text in policy_files("programmes")}
    if key not in texts:
        raise PolicyError(f"there is no programme {key!r}", todo="choose one of: " + ", ".join(programme_keys()))
    file, text = texts[key]
    programme = read_programme(file, text)
    if programme.key != key:
        hold(file, text, [("$.key", f"the key is {programme.key!r} and the file {key!r}", "name it as the file")])
    return programme


FILES = {"programmes": ProgrammeFile}
CHECKS = {"programmes": doubts_of_programme}
