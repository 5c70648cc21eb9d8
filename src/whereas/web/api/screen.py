"""Screening over the API: one party by address, many as lines that come as they are found, and pairs of names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import BodyKwarg, FromQuery
from litestar.response import Stream

from whereas.core.errors import WhereasError
from whereas.core.match import Match
from whereas.screen.model import read_threshold
from whereas.screen.pairing import score_pairs
from whereas.screen.query import Query
from whereas.screen.screening import Answer, Screener
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here

MOST_PARTIES = 10_000
MOST_PAIRS = 20_000
LARGEST_BODY = 10_000_000
_STEP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What one party may be: every match at the threshold or above, likeliest first.

    `more` counts matches beyond the fifty that are given; `revision` is that of the index.
    """

    revision: str
    threshold: float
    matches: tuple[Match, ...]
    more: int = 0


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party to be screened. All but the name may be left out; several values stand apart by `;`.

    `schema` is Person, Organization, Company, Vessel or LegalEntity; `birth_date` a partial ISO date; `country` a code
    or a name; `document` passport or register numbers; `id` is given back with the answer.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    id: Annotated[str, msgspec.Meta(max_length=200)] = ""
    schema: Annotated[str, msgspec.Meta(max_length=40)] = ""
    birth_date: Annotated[str, msgspec.Meta(max_length=200)] = ""
    country: Annotated[str, msgspec.Meta(max_length=200)] = ""
    gender: Annotated[str, msgspec.Meta(max_length=20)] = ""
    document: Annotated[str, msgspec.Meta(max_length=500)] = ""
    place: Annotated[str, msgspec.Meta(max_length=500)] = ""
    position: Annotated[str, msgspec.Meta(max_length=500)] = ""
    address: Annotated[str, msgspec.Meta(max_length=1000)] = ""

    def query(self) -> Query:
        """It as a query. Raises `WhereasError` for a schema that is not screened."""
        query = Query(**msgspec.structs.asdict(self))
        _ = query.kinds
        return query


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two names to be held against each other; an empty schema is that of people."""

    left: Annotated[str, msgspec.Meta(max_length=500)]
    right: Annotated[str, msgspec.Meta(max_length=500)]
    schema: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """How likely a pair of names is of one party (0 to 1), the band of that, and why."""

    left: str
    right: str
    schema: str
    probability: float
    band: str
    reason: str


Parties = Annotated[list[Party], BodyKwarg(title="Parties", description="At most 10,000 parties.")]
Pairs = Annotated[list[Pair], BodyKwarg(title="Pairs", description="At most 20,000 pairs of names.")]


@get("/api/v1/screen", opt=needs(Permission.READ), sync_to_thread=True, tags=["screen"])
def screen_one(
    visit: Here, *, name: FromQuery[str], schema: FromQuery[str] = "", birth_date: FromQuery[str] = "",
    country: FromQuery[str] = "", gender: FromQuery[str] = "", number: FromQuery[str] = "",
    place: FromQuery[str] = "", threshold: FromQuery[str] = "",
) -> Screening:  # fmt: skip
    """Screen one name or number, as `whereas screen NAME --json` does.

    Matched is not same, and listed is not convicted: a person decides.
    """
    query = Query(name=name.strip(), schema=schema, birth_date=birth_date, country=country, gender=gender,
                  document=number, place=place)  # fmt: skip
    if not query.name:
        raise WhereasError("there is no name to screen", todo="give `name`: a name in any script, or a number")
    screener, least = visit.seen.screener, read_threshold(threshold)
    answer = screener.screen([query], threshold=least)[0]
    return Screening(
        revision=screener.index.revision, threshold=least, matches=answer.matches, more=answer.more
    )  # fmt: skip


@post("/api/v1/screen", opt=needs(Permission.SCREEN), sync_to_thread=True, tags=["screen"], status_code=200,
      request_max_body_size=LARGEST_BODY, media_type="application/x-ndjson")  # fmt: skip
def screen_many(visit: Here, *, data: Parties, threshold: FromQuery[str] = "") -> Stream:
    """Screen many parties. The answer comes as JSON lines, one for each party, in their order, as it is found.

    Each line has `number` (from 1), `id`, `asked`, `matches` and `more`.
    """
    if len(data) > MOST_PARTIES:
        raise WhereasError(
            f"{len(data):,} parties, and at most {MOST_PARTIES:,} are screened in one request",
            todo="send them in parts, or screen a file as a job",
        )
    least = read_threshold(threshold)
    queries = [_checked(party, number) for number, party in enumerate(data, 1)]
    return Stream(_lines(visit.seen.screener, queries, least), media_type="application/x-ndjson; charset=utf-8")


def _checked(party: Party, number: int) -> Query:
    try:
        return party.query()
    except WhereasError as error:
        raise WhereasError(error.what, where=f"party {number:,}", todo=error.todo) from error


def _lines(screener: Screener, queries: list[Query], least: float) -> Iterator[bytes]:
    for at in range(0, len(queries), _STEP):
        answers = screener.screen(queries[at : at + _STEP], threshold=least)
        yield b"".join(_line(number, answer) for number, answer in enumerate(answers, at + 1))


def _line(number: int, answer: Answer) -> bytes:
    said: dict[str, Any] = {
        "number": number, "id": answer.query.id, "asked": answer.query.name,
        "matches": msgspec.to_builtins(answer.matches), "more": answer.more,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


@post("/api/v1/match", opt=needs(Permission.READ), sync_to_thread=True, tags=["screen"], status_code=200,
      request_max_body_size=LARGEST_BODY)  # fmt: skip
def match(visit: Here, *, data: Pairs) -> list[Scored]:
    """Score pairs of names, as `whereas match` does: nothing but the two names is looked at, and no list."""
    if len(data) > MOST_PAIRS:
        raise WhereasError(
            f"{len(data):,} pairs, and at most {MOST_PAIRS:,} are scored in one request", todo="send them in parts"
        )
    scored = score_pairs([(one.left, one.right, one.schema) for one in data], where="pairs")
    return [
        Scored(
            left=pair.left,
            right=pair.right,
            schema=pair.schema,
            probability=round(found.probability, 4),
            band=found.band,
            reason=found.words,
        )
        for pair, found in zip(data, scored, strict=True)
    ]


ROUTES = [screen_one, screen_many, match]
