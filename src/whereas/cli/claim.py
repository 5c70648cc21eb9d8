"""`whereas claim`: record propositions with the very words they rest on, withdraw them, settle contradictions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.ledger.desk import Board

Text = Annotated[str, Parameter(show_default=False)]
Flag = Annotated[bool, Parameter(negative="")]

TEMPLATE = """\
# Claims, each with the exhibits it rests on. `whereas claim FILE` records all of them, or none where one is wrong.
claims:
  - kind: holds_office            # `whereas policy --evidence` lists the kinds
    subject: han-jae-mok          # an id of a list, or a name of your own for a party on no list
    object: head of the Sangnok detention centre
    words: Han Jae-mok was head of the Sangnok detention centre from 2016 to 2021.
    start: "2016"
    end: "2021"
    place: Sangnok
    # rivals: office of 2018      # the same word on claims that cannot both be right
    # quantity: {low: 3, high: 5, unit: persons}
    confidence: icd-203:likely    # a word with its scale
    spans:                        # what supports it
      - exhibit: report.pdf       # file name, or digest
        quote: the very words as they stand in the exhibit
        credibility: "2"          # Admiralty figure of the item, 1 to 6
        # lang: ko
        # translation: the words in English
        # translator: who translated
    against: []                   # what undermines it
"""


def claim(
    file: Path | None = None, *,
    template: Annotated[Flag, Parameter(help="Print a file of claims to fill in.")] = False,
    listed: Annotated[Flag, Parameter(name=["--list"], help="The claims that stand.")] = False,
    subject: Annotated[Text, Parameter(help="With --list or --export: only of this party.")] = "",
    withdraw: Annotated[Text, Parameter(help="Withdraw this claim; say why with --why.")] = "",
    settle: Annotated[Text, Parameter(help="This claim gives way to the one in --stands.")] = "",
    stands: Annotated[Text, Parameter(help="With --settle: the claim that stands; with --reopen: only to it.")] = "",
    reopen: Annotated[Text, Parameter(help="This claim gives way no more; say why with --why.")] = "",
    export: Annotated[Path | None, Parameter(help="Write the claims that stand to this file.")] = None,
    dissent: Annotated[Text, Parameter(help="Record dissent on a claim, dossier or posture; say why with --why.")] = "",
    why: Annotated[Text, Parameter(help="The reason, which stays in the log.")] = "",
    home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Record what exhibits show, as propositions with the very words they rest on.

    Words are looked up in the exhibit: a quotation that does not stand there is refused. What speaks against a
    proposition is kept beside what supports it. Nothing is deleted: a claim is withdrawn with a reason, and stays in
    the log; so does a settlement that is opened again.

    For example:

        whereas claim --template > claims.yaml

        whereas claim claims.yaml

        whereas claim --withdraw 3f9a12 --why "the witness withdrew consent"

        whereas claim --settle 77ab01 --stands 3f9a12 --why "an earlier post as deputy, see the decree"

        whereas claim --reopen 77ab01 --why "the decree turned out to be of another year"

        whereas claim --export case.yaml

    """
    if template:
        say(TEMPLATE.rstrip())
        return 0
    from whereas.workbench import desk, workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        if withdraw:
            gone = desk.withdraw(bench, withdraw, why, waiting=waiting_note)
            say(f"withdrawn: {gone.words} ({gone.id[:12]}); it stays in the log")
        elif settle:
            desk.settle(bench, settle, stands, why, waiting=waiting_note)
            say("settled; both claims and the reason stay in the log")
        elif reopen:
            for one in desk.reopen(bench, reopen, why, stands=stands, waiting=waiting_note):
                say(f"open again: {one.gives_way[:12]} gives way no more to {one.stands[:12]}; both stay in the log")
        elif export is not None:
            return _export(bench.ledger.desk(), subject, export)
        elif dissent:
            desk.dissent(bench, dissent, why, waiting=waiting_note)
            say("dissent recorded; it is shown beside what it is on")
        elif listed or file is None:
            return _list(bench.ledger.desk(), subject, as_json=as_json)
        else:
            text = text_in(file)
            with Progress().shown() as progress:
                made = desk.claim(bench, file.name, text, waiting=waiting_note, progress=progress)
            for said in made:
                say(f"{said.id[:12]}  {said.kind}: {said.words}")
            say(f"{len(made)} claim{'' if len(made) == 1 else 's'} recorded")
    return 0


def text_in(file: Path) -> str:
    """The text of a file that a person wrote: a plain file, of a size that a person writes."""
    from whereas.kit.intake import IntakeError, load

    try:
        return load(file.resolve(), limit=_LARGEST).decode("utf-8-sig")
    except (IntakeError, OSError, UnicodeDecodeError) as error:
        raise WhereasError(f"it cannot be read: {error}", where=str(file), todo="give a text file in UTF-8") from None


# So many bytes are more claims than a person writes into one file.
_LARGEST = 50_000_000


def _export(board: "Board", subject: str, path: Path) -> int:
    from whereas.workbench.claim_files import claim_file

    chosen_claims = [one for one in board.standing if not subject or one.subject == subject]
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(claim_file(chosen_claims, board.made))
    except OSError as error:
        raise WhereasError(
            f"it cannot be written: {error.strerror}", where=str(path), todo="name a file that is not there yet"
        ) from None
    exhibits = {span.exhibit for one in chosen_claims for span in (*one.spans, *one.against)}
    say(
        f"wrote {len(chosen_claims)} claim{'' if len(chosen_claims) == 1 else 's'} to {path}; they rest on "
        f"{len(exhibits)} exhibit{'' if len(exhibits) == 1 else 's'}, which the file does not hold"
    )
    return 0


def _list(board: "Board", subject: str, *, as_json: bool) -> int:
    chosen_claims = [one for one in board.standing if not subject or one.subject == subject]
    if as_json:
        from msgspec import to_builtins

        print_json([{"id": one.id, **to_builtins(one)} for one in chosen_claims])
        return 0
    print_table(
        "Claims that stand",
        ("claim", "kind", "subject", "proposition", "period", "for", "against", "by"),
        [
            (one.id[:12], one.kind, one.subject, one.words, f"{one.start}–{one.end}" if one.start or one.end else "",
             len(one.spans), len(one.against), one.author)
            for one in chosen_claims
        ],
        right=(5, 6),
    )  # fmt: skip
    if board.withdrawn:
        say(f"{len(board.withdrawn)} withdrawn")
    for one in board.settlements:
        say(f"settled: {one.gives_way[:12]} gives way to {one.stands[:12]}: {one.why}")
    return 0
