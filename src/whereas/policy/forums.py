"""Standards of proof: what each forum asks before it acts."""

from functools import cache

from whereas.policy.files import policy_files
from whereas.policy.typed import Key, Typed, hold, read_typed, twice


class Forum(Typed, frozen=True, kw_only=True):
    """A standard of proof: what a forum asks before it acts; `uses` the consent purpose a witness must have given.

    `strength` orders forums: a higher figure asks for more. `lineages` is the least number of independent origins it
    takes for a material fact.
    """

    key: Key
    title: str
    asks: str
    basis: str
    strength: int
    lineages: int
    uses: str
    verified: bool


class Forums(Typed, frozen=True, kw_only=True):
    """The standards of proof, side by side."""

    forums: tuple[Forum, ...]


@cache
def forums() -> dict[str, Forum]:
    """Every standard of proof by key."""
    found: dict[str, Forum] = {}
    for name, text in policy_files("forums"):
        read = read_typed(name, text, Forums).forums
        hold(name, text, twice((one.key for one in read), "$.forums[{}].key", taken=found))
        found |= {one.key: one for one in read}
    return found


FILES = {"forums": Forums}
