"""A screening answer as rows of a table, one per match: the one shape for files, pipes and Spark."""

from typing import Any

from whereas.core.match import Designated
from whereas.screen.screening import Answer


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """A row for each match; `row` is the customer's id. Lists of texts stay lists."""
    return [
        {
            "row": answer.query.id,
            "asked": answer.query.name,
            "entity": match.entity,
            "members": list(match.members),
            "caption": match.caption,
            "schema": match.schema,
            "probability": match.probability,
            "band": match.band,
            "listed name": match.name,
            "why": match.words,
            "homonyms": match.homonyms,
            "bearers": match.bearers,
            "authorities": sorted({one.authority for one in match.listed}),
            "acts": list(dict.fromkeys(map(_act, match.listed))),
            "statements": list(match.statements),
        }
        for match in answer.matches
    ]


def _act(listed: Designated) -> str:
    """`authority: programme; act (since)`, what is not known left out."""
    said = "; ".join(filter(None, (listed.programme, listed.act)))
    return f"{listed.authority}: {said or listed.source}" + (f" ({listed.since})" if listed.since else "")
