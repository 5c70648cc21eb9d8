"""`whereas run`: the main job: pull, resolve, align, publish into `out/`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsOf, Home, LedgerUrl, Progress, chosen, now, print_table, say, waiting_note
from whereas.cli.pull import Mirror

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.publish.summary import RunSummary

Out = Annotated[Path, Parameter(name=["--out"], help="Folder for the pages and tables.")]


def run(
    *, mirror: Mirror = None, out: Out = Path("out"), programme: str = "dprk", home: Home = None,
    ledger: LedgerUrl = "", as_of: AsOf = "",
) -> int:  # fmt: skip
    """Pull lists, resolve who is who, align the measures of the UN, the EU and partners, and write `out/index.html`.

    Without `--mirror` the network is asked; where it cannot be reached, the run goes on with what the ledger holds,
    and with nothing in the ledger on the starter casebook. Run it again at any time: unchanged lists add nothing.

    Examples:

        whereas run

        whereas run --mirror /media/lists --mirror /media/events --out /srv/www/whereas

    Parameters
    ----------
    programme
        The subject of policy, by the name of its file in `policy/programmes`.
    """
    from whereas.workbench import workbench
    from whereas.workbench.running import publish

    with workbench(chosen(home, ledger, mirror), now=now()) as bench, Progress().shown() as progress:
        pulled = bench.pull(progress=progress, waiting=waiting_note)
        standing = bench.standing_run(out, programme, as_of)
        summary = standing or publish(
            bench, pulled, out=out, focus=programme, as_of=as_of, progress=progress, waiting=waiting_note
        )
    _print(summary, out, fresh=standing is None)
    for other in {(one.source, one.words): one for one in pulled.others}.values():
        say(f"  {other.source}: {other.words}")
    for refused in pulled.refused:
        say(f"\nREFUSED {refused.exhibit.source} {refused.exhibit.name}: {refused.why}")
    return 1 if pulled.refused else 0


def _print(summary: "RunSummary", out: Path, *, fresh: bool) -> None:
    if summary.starter:
        say("STARTER CASEBOOK: a hand-made sample with its sources, not the lists themselves.")
        say("Real lists: `whereas run` with network, or `whereas run --mirror DIR`.\n")
    print_table(
        "Sources",
        ("source", "by", "edition", "outcome", "entities", "statements", "issues"),
        [
            (one.key, one.authority, one.edition, one.outcome, one.entities, one.statements, one.issues)
            for one in summary.sources
        ],
        right=(4, 5, 6),
    )
    say(
        f"\n{summary.entities:,} entities, {summary.merged:,} entries of lists merged into them; "
        f"{summary.statements:,} statements; "
        f"{summary.issues:,} issues"
    )
    say(
        f"{summary.homonyms:,} homonyms kept apart; {summary.gaps:,} entities with a gap between authorities; "
        f"{summary.contradictions:,} contradictions between lists"
    )
    if summary.first_looks:
        say("\nLook at first:")
        for look in summary.first_looks:
            say(f"  - {look.words}")
    if summary.board:
        print_table(
            "\nThe board: what is ready to act on, being built, missing and done",
            ("pillar", "measure", "state", "ready", "built", "missing", "done"),
            [
                (str(one.pillar), one.title, one.state, one.ready, one.building, one.missing, one.done)
                for one in summary.board
            ],
            right=(3, 4, 5, 6),
        )
        say(f"with links: {out / 'board.html'}")
    say(f"\n{'wrote' if fresh else 'unchanged:'} {out / 'index.html'}  (ledger root {summary.revision[:16]})")
