"""`whereas trace`: who owns and controls a party on a day, by the rules before and after, and what stays open."""

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.trace.control import Owned, Traced
    from whereas.workbench.assessing import Knowledge, Subject

_LATER = ("wallet", "vessel", "shipment")


def trace(
    what: str = "", party: str = "", *,
    programme: Annotated[str, Parameter(help="By the name of its file in `policy/programmes`.")] = "dprk",
    home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Trace ownership and control: who holds what, what the rule of the day makes of it, and what is still open.

    Shares are intervals: what nobody states stays open, and an open share is never taken for none. Stakes come from
    lists and from claims of the kinds holds_stake and controls. Both rules on ownership stand side by side.

    For example:

        whereas trace company sangnok-trading

        whereas trace company csl-CAP-20002 --as-of 2024-07-02

    Parameters
    ----------
    what
        `company`. Wallets, vessels and shipments are not traced yet.
    party
        By its id, or by its name where only one bears it.
    """
    if what in _LATER:
        raise WhereasError(f"a {what} cannot be traced yet", todo="only `whereas trace company PARTY` works")
    if what != "company" or not party:
        raise WhereasError("say what to trace", todo="write `whereas trace company PARTY`")
    from whereas.workbench import workbench
    from whereas.workbench.assessing import know

    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        known = know(bench, programme, as_of=as_of, progress=progress)
        who = known.subject(party)
        if as_json:
            print_json(plain_trace(known, who))
        else:
            _print(known, who)
    return 0


def _print(known: "Knowledge", who: "Subject") -> None:
    sight = known.sight
    traced: Traced = sight.traced
    owned, controlled = traced.owned(who.key), traced.controlled(who.key)
    say(f"{who.caption} ({who.key}) as of {known.as_of}")
    rows = [
        (sight.caption(holding.owner), "listed" if holding.owner in sight.listed else "not listed",
         sight.caption(holding.owned), str(holding.share),
         "; ".join(sorted({_voice(one) for stake in holding.stakes for one in stake.rests})))
        for holding in _holdings(traced, owned)
    ]  # fmt: skip
    if rows:
        print_table("\nWho holds what", ("owner", "", "of", "share", "as stated by"), rows)
    else:
        say("\nNobody is known to hold a share of it; that is no proof that nobody does.")
    for reading in owned.readings:
        mark = "in force" if reading.rule.key == owned.rule else "on other days"
        say(f"  {reading.verdict.value.replace('_', ' ').upper():13} {reading.share} by the rule "
            f"{reading.rule.title} ({mark})")  # fmt: skip
    say(f"\nControl: {controlled.verdict.value.replace('_', ' ')}")
    for chain in controlled.chains:
        say(f"  {' under '.join(sight.caption(key) for key in reversed(chain.path))}")
    for problem in traced.about((who.key, *(holding.owned for holding in owned.holdings))):
        say(f"  to check: {', '.join(sight.caption(key) for key in problem.parties)}: {problem.words}")
    say("\nA share is what somebody states. Ownership is one test of a freeze; a person decides.")


def _holdings(traced: "Traced", owned: "Owned") -> list[Any]:
    """All that its paths rest on, and whoever else is known to hold a share of it directly."""
    direct = traced.holdings.get(owned.party, {}).values()
    every = {(one.owned, one.owner): one for one in (*owned.holdings, *direct)}
    return [every[key] for key in sorted(every)]


def _voice(one: Any) -> str:
    return str(getattr(one, "author", "") or one.source)


def plain_trace(known: "Knowledge", who: "Subject") -> dict[str, Any]:
    """A trace as JSON values; shares in percent, as text where no decimal can write them."""
    traced: Traced = known.sight.traced
    owned, controlled = traced.owned(who.key), traced.controlled(who.key)
    return {
        "party": who.key,
        "caption": who.caption,
        "as_of": known.as_of,
        "holdings": [
            {"owner": one.owner, "owned": one.owned, "share": str(one.share), "listed": one.owner in known.sight.listed}
            for one in _holdings(traced, owned)
        ],
        "ownership": [
            {"rule": one.rule.key, "title": one.rule.title, "in_force": one.rule.key == owned.rule,
             "verdict": one.verdict.value, "share": str(one.share), "owners": list(one.owners),
             "possible": list(one.possible)}
            for one in owned.readings
        ],
        "control": {"verdict": controlled.verdict.value, "chains": [list(one.path) for one in controlled.chains]},
        "problems": [
            {"kind": one.kind, "parties": list(one.parties), "words": one.words}
            for one in traced.about((who.key, *(holding.owned for holding in owned.holdings)))
        ],
    }  # fmt: skip
