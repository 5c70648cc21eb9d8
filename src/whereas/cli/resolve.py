"""`whereas resolve`: who is who across the lists; and with --review, a person's own judgements."""

from typing import TYPE_CHECKING

from whereas.cli.common import (
    AsJson,
    AsOf,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    note,
    now,
    print_json,
    print_table,
    say,
    waiting_note,
)

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.core.judgement import Judgement
    from whereas.workbench import Resolved, Workbench


def resolve(
    *, review: bool = False, focus: str = "kp", limit: int = 20, home: Home = None, ledger: LedgerUrl = "",
    as_of: AsOf = "", as_json: AsJson = False,
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
    focus
        Pairs that touch this country (ISO 3166 code) come first in a review.
    limit
        How many homonyms to print.
    """
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        with Progress().shown() as progress:
            resolved = bench.resolve(as_of, progress=progress, waiting=waiting_note)
        if review:
            return _review(bench, resolved, focus)
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


def _review(bench: "Workbench", resolved: "Resolved", focus: str) -> int:
    """Ask a person about pairs, one at a time; each answer is committed before the next pair is shown."""
    from whereas.resolve.review import answer, render, worth_a_look

    entities = {one.id: one for one in resolved.view.entities()}
    listed = {
        row
        for one in resolved.graph.things.values()
        if focus in one.get("country", "nationality")
        for row in one.members
    }
    pairs = worth_a_look(resolved.judgements, entities, focus=listed)
    say(
        f"{len(pairs):,} pairs are worth a look. Answer same, different, unsure, skip, undo (the pair before), or quit."
    )
    said: list[Judgement] = []
    place = 0
    while place < len(pairs):
        pair = pairs[place]
        rows = [(row.feature, row.left, row.right, row.words) for row in render(pair, entities)]
        print_table(f"\n{place + 1:,} of {len(pairs):,}", ("what", "one", "other", "the machine says"), rows)
        try:
            text = input("same / different / unsure / skip / undo / quit: ")
        except EOFError:
            break
        if text.strip().lower() in ("quit", "q"):
            break
        if text.strip().lower() in ("undo", "z"):
            if said:
                _commit(bench, answer(said.pop(), "undo", author=bench.settings.author, at=now()))
                place -= 1
            continue
        try:
            given = answer(pair, text, author=bench.settings.author, at=now())
        except ValueError as error:
            note(f"whereas: {error}")
            continue
        if given is not None:
            _commit(bench, given)
            said.append(given)
        place += 1
    say(f"recorded {len(said):,} judgements under the name {bench.settings.author}")
    return 0


def _commit(bench: "Workbench", given: "Judgement | None") -> None:
    if given is not None:
        bench.judge(given, waiting=waiting_note)
