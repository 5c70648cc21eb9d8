"""`whereas show`: one entity with every statement, who says it, and where in which exhibit."""

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, chosen, now, print_json, print_table, say
from whereas.core.errors import WhereasError
from whereas.core.statement import Statement


def show(entity: str, *, home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False) -> int:
    """Show what is said of an entity: each statement with its source, its exhibit and its place in it.

    For example:

        whereas show un-KPi.033

        whereas show ofac-15007 --as-of 2023 --json

    Parameters
    ----------
    entity
        A source's id or a merged id, as tables and pages print them.
    """
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        found = bench.find(entity, as_of)
        if found is None:
            raise WhereasError(
                f"nothing in view speaks of {entity!r}",
                where=str(bench.settings.home),
                todo="take an id from a table or page of `whereas align`; `whereas run` fills an empty ledger",
            )
        thing, parts = found
    if as_json:
        from whereas.publish.entity_files import plain_entity

        print_json(plain_entity(thing, parts))
        return 0
    say(f"{thing.caption} ({thing.schema}), {thing.id}")
    if len(thing.members) > 1:
        say(f"merged from {', '.join(thing.members)}; take a merge back with `whereas resolve --review`")
    print_table("", ("property", "value", "source", "exhibit", "where"), [_row(said) for said in thing])
    for part in parts:
        print_table(f"\n{part.schema} {part.id}", ("property", "value", "source", "exhibit", "where"),
                    [_row(said) for said in part])  # fmt: skip
    say("\nListed is not convicted; merged is a judgement that a person can take back.")
    return 0


def _row(said: Statement) -> tuple[str, ...]:
    value = said.value + (f"  [as written: {said.original}]" if said.original else "")
    return said.prop, value, said.source, said.exhibit[:12], said.locator
