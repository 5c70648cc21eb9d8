"""`whereas resolve`: who is who across the lists; and with --review, a person's own judgements."""

from whereas.cli.common import (
    AsJson,
    AsOf,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    now,
    print_json,
    print_table,
    say,
    waiting_note,
)


def resolve(
    *, review: bool = False, limit: int = 20, home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "",
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Judge which entries of which lists are one person, organisation, hull or wallet, and show the homonyms.

    The same name alone never merges two people. Every judgement is stored with its reasons and can be taken back:
    a person's judgement outranks the machine's, and `no_judgement` gives the pair back to it.

    Examples:

        whereas resolve

        whereas resolve --review

    Parameters
    ----------
    review
        Show pairs worth a person's look, one by one, and record the answers under your name (WHEREAS_AUTHOR).
    limit
        How many homonyms to print.
    """
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        with Progress().shown() as progress:
            resolved = bench.resolve(as_of, progress=progress, waiting=waiting_note)
        if review:
            return _review(bench, resolved)
    merged = [thing for thing in resolved.graph.things.values() if len(thing.members) > 1]
    if as_json:
        print_json(
            {
                "new_judgements": resolved.new,
                "clusters": {thing.id: thing.members for thing in merged},
                "homonyms": [
                    {"name": one.name, "told_apart": one.told_apart,
                     "parties": [{"id": party.id, "words": party.words} for party in one.parties]}
                    for one in resolved.homonyms
                ],
            }
        )  # fmt: skip
        return 0
    joined = sum(len(thing.members) for thing in merged)
    say(f"{resolved.new:,} new judgements; {joined:,} entries of lists are {len(merged):,} merged entities")
    say(f"{len(resolved.homonyms):,} names are borne by more than one party")
    for one in resolved.homonyms[:limit]:
        apart = "" if one.told_apart else " (nothing on the lists tells them apart)"
        print_table(
            f"\n{one.name}{apart}", ("party", "what is known"), [(party.id, party.words) for party in one.parties]
        )
    return 0


def _review(bench: object, resolved: object) -> int:
    from whereas.cli.review_terminal import review_terminal

    return review_terminal(bench, resolved)
