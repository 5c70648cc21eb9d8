"""`whereas pull`: capture and read lists, events and logs; prints what changed."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
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

Mirror = Annotated[
    list[Path] | None,
    Parameter(
        name=["--mirror"],
        negative="",
        help="Read captured files laid out as DIR/SOURCE/FILE instead of the network; may be given again. "
        "[default: $WHEREAS_MIRROR]",
    ),
]


def pull(
    *sources: str, mirror: Mirror = None, accept: bool = False, home: Home = None, ledger: LedgerUrl = "",
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Capture and parse sources (all, or those named), keep the bytes, and print the delta.

    Without `--mirror` the publishers' own addresses are asked; where the network cannot be reached, that is known
    within five seconds and the ledger stays as it is.

    Examples:

        whereas pull

        whereas pull un eu_fsf --home /srv/whereas

        whereas pull --mirror /media/lists --mirror /media/events

    Parameters
    ----------
    sources
        Keys of sources, as docs/reference/sources.md lists them.
    accept
        Take editions although they are outside their bounds. Recorded with your name (WHEREAS_AUTHOR).
    """
    from whereas.publish.sources_plain import plain_delta
    from whereas.workbench import in_order, workbench

    with workbench(chosen(home, ledger, mirror), now=now()) as bench, Progress().shown() as progress:
        pulled = bench.pull(sources, accept=accept, progress=progress, waiting=waiting_note)
    if as_json:
        print_json(
            {
                "files": [
                    {
                        "source": one.exhibit.source,
                        "name": one.exhibit.name,
                        "sha256": one.exhibit.sha256,
                        "edition": one.exhibit.edition,
                        "outcome": one.outcome,
                        "why": one.why,
                        "statements": one.seen,
                        "new": one.new,
                        "issues": one.issues,
                        "delta": plain_delta(one.delta),
                    }
                    for one in in_order(pulled.taken)
                ],
                "others": [{"source": one.source, "feed": one.feed, "words": one.words} for one in pulled.others],
            }
        )  # fmt: skip
        return 1 if pulled.refused else 0
    print_table(
        "Pulled",
        ("source", "file", "edition", "outcome", "statements", "new", "issues", "entries"),
        [
            (one.exhibit.source, one.exhibit.name, one.exhibit.edition, one.outcome, one.seen, one.new, one.issues,
             "" if one.delta is None else str(one.delta))
            for one in in_order(pulled.taken)
        ],
        right=(4, 5, 6),
    )  # fmt: skip
    for other in pulled.others:
        say(f"{f'{other.source} {other.feed}'.strip()}: {other.words}")
    for refused in pulled.refused:
        say(f"\nREFUSED {refused.exhibit.source} {refused.exhibit.name}: {refused.why}")
    return 1 if pulled.refused else 0
