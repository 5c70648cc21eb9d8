"""`whereas case`: a question with its subjects, standards and people; shown, opened, changed, commented and drafted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say, tell
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.proof import Assessment
    from whereas.workbench.assessing import Knowledge
    from whereas.workbench.bench import Workbench
    from whereas.workbench.cases import Case

Text = Annotated[str, Parameter(show_default=False)]
Several = tuple[str, ...]
Flag = Annotated[bool, Parameter(negative="")]


def case(
    key: str = "", *,
    open: Annotated[Text, Parameter(help="Open a case with this question.")] = "",
    name: Annotated[Text, Parameter(help="With --open: a short name for its key.")] = "",
    subject: Annotated[Several, Parameter(help="Take this party in; may be given again.", negative="")] = (),
    standard: Annotated[Several, Parameter(help="Take this standard in; may be given again.", negative="")] = (),
    people: Annotated[Several, Parameter(help="Take this person in; may be given again.", negative="")] = (),
    without: Annotated[Several, Parameter(help="Take this party, standard or person out.", negative="")] = (),
    state: Annotated[Text, Parameter(help="open, parked or closed; say why with --why.")] = "",
    why: Annotated[Text, Parameter(help="The reason, which stays in the log.")] = "",
    comment: Annotated[Text, Parameter(help="Add a comment.")] = "",
    on: Annotated[Text, Parameter(help="With --comment: the claim or exhibit it is about.")] = "",
    tlp: Annotated[Text, Parameter(help="Marking of a new case or comment.")] = "clear",
    audiences: Annotated[Text, Parameter(help="With --tlp: to whom alone it is releasable, as `eu,un`.")] = "",
    mark: Annotated[Flag, Parameter(help="Raise the case's marking to --tlp; say why with --why.")] = False,
    draft: Annotated[Path | None, Parameter(help="Save this file as a version of the draft.")] = None,
    export: Annotated[Path | None, Parameter(help="Write the newest version of the draft to this file.")] = None,
    adoption: Annotated[Text, Parameter(help="With --draft: day of the act. [default: today]")] = "",
    programme: str = "dprk", as_of: AsOf = "", home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Work on a case: a question about parties, held against what the law asks. Without a key, the cases are listed.

    What is done in a case stays in the log, each record by its author. With `--draft` or `--export`, `--subject` and
    `--standard` name the draft. A dossier of a case is released in the browser, by two people: a command line cannot
    tell two people apart.

    For example:

        whereas case

        whereas case --open "Who answers for the beatings at Sangnok?" --name sangnok --subject han-jae-mok

        whereas case sangnok-3f9a12 --standard eu-human-rights/torture --people "A. Colleague"

        whereas case sangnok-3f9a12 --comment "The roster is of 2023." --tlp amber

        whereas case sangnok-3f9a12 --mark --tlp amber --why "A source could be known by it."

        whereas case sangnok-3f9a12 --draft draft.yaml --subject han-jae-mok --standard eu-human-rights/torture

    """
    from whereas.core.casework import CaseChanged, CaseOpened, Comment
    from whereas.workbench import cases, workbench
    from whereas.workbench.assessing import know
    from whereas.workbench.case_plain import case_shown
    from whereas.workbench.desk import marking_of

    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        if open:
            said = CaseOpened(key=name, question=open, subjects=subject, standards=standard, people=people,
                              marking=marking_of(tlp, audiences=audiences))  # fmt: skip
            made = cases.open_case(bench, said)
            say(f"{made.key}: {made.question}")
            return 0
        if not key:
            return _list(bench, as_json=as_json)
        found = cases.case_of(bench.ledger.desk(), _full(bench, key))
        if draft is not None or export is not None:
            known = know(bench, programme, as_of=adoption or as_of, progress=progress)
            return _draft(bench, known, found, (subject, standard), draft=draft, export=export, adoption=adoption,
                          note=why)  # fmt: skip
        if mark:
            made = cases.raise_marking(bench, found.key, marking_of(tlp, audiences=audiences), why)
            say(f"{made.key} is marked {made.marking}; it stays in the log, and nothing lowers it")
            return 0
        if comment:
            said_of = marking_of(tlp, audiences=audiences)
            cases.comment(bench, Comment(case=found.key, words=comment, on=on, marking=said_of))
        elif subject or standard or people or without or state:
            cases.change(bench, CaseChanged(
                case=found.key, state=state, reason=why, subjects=subject, standards=standard, people=people,
                not_subjects=without, not_standards=without, not_people=without,
            ))  # fmt: skip
        if comment or subject or standard or people or without or state:
            say("recorded; it stays in the log")
            return 0
        known = know(bench, programme, as_of=as_of, progress=progress)
    if as_json:
        from msgspec import to_builtins

        print_json(to_builtins(case_shown(found, known)))
    else:
        _print(found, known)
    return 0


def _full(bench: "Workbench", key: str) -> str:
    """A key, or the one that begins so."""
    known = bench.ledger.desk().casework
    found = [one for one in known if one.startswith(key)]
    return found[0] if len(found) == 1 else key


def _list(bench: "Workbench", *, as_json: bool) -> int:
    from msgspec import to_builtins

    from whereas.workbench.case_plain import lines_of
    from whereas.workbench.cases import cases

    found = lines_of(cases(bench.ledger.desk()).values())
    if as_json:
        print_json(to_builtins(found))
    elif found:
        rows = [(one.key, one.state, one.question, ", ".join(one.people), one.marking, one.changed) for one in found]
        print_table("Cases", ("key", "state", "question", "people", "marking", "last worked on"), rows)
    else:
        say('There is no case yet: whereas case --open "..." opens one.')
    return 0


def _draft(
    bench: "Workbench", known: "Knowledge", found: "Case", named: tuple[Several, Several], *, draft: Path | None,
    export: Path | None, adoption: str, note: str,
) -> int:  # fmt: skip
    from whereas.cli.claim import text_in
    from whereas.core.casework import DraftSaved
    from whereas.workbench import drafts
    from whereas.workbench.assessing import standard_of
    from whereas.workbench.cases import subject_of
    from whereas.workbench.dossiers import read_draft

    if len(named[0]) != 1 or len(named[1]) != 1:
        raise WhereasError("it is not said which draft", todo="name it with one --subject and one --standard")
    who, law = subject_of(known, named[0][0]), standard_of(named[1][0])
    every = drafts.versions(found, who.key, law.key)
    stand = drafts.heads(every)
    if export is not None:
        if not every:
            raise WhereasError("nothing is drafted yet", todo="save a draft with --draft FILE")
        export.write_text(every[-1].said.body, encoding="utf-8")
        say(f"wrote {export}, version {every[-1].number} by {every[-1].by}")
    if draft is not None:
        said = DraftSaved(case=found.key, subject="", standard="", body="", base=tuple(one.said.id for one in stand),
                          adoption=adoption or bench.now[:10], note=note)  # fmt: skip
        made, after = drafts.save(bench, known, said, read_draft(draft.name, text_in(draft)), subject=who, of=law)
        say(f"saved as version {made.id[:12]}")
        if len(after) > 1:
            say("somebody else saved meanwhile: both versions stand until one is made from both")
    return 0


def _print(found: "Case", known: "Knowledge") -> None:
    from whereas.workbench.case_view import contradictions, todos
    from whereas.workbench.cases import board_of, claims_of, log_of

    say(f"{found.key}: {found.question}")
    tell(f"  {found.state}{f' ({found.reason})' if found.reason else ''}; {found.marking}; {', '.join(found.people)}")
    board = board_of(found, known)
    for held in board:
        say(f"\n{held.subject.caption} ({held.subject.key}), {held.standard.key} as of {known.as_of}:")
        _print_board(held.assessment)
    pairs = contradictions(claims_of(found, known), known)
    for pair in pairs:
        settled = f"settled by {pair.by}: {pair.settled.why}" if pair.settled else "open"
        tell(f"\ncontradiction ({settled}): {pair.one.words} / {pair.other.words}", under=2)
    for record, said in found.comments:
        tell(f"\n{record.at[:10]} {record.by}: {said.words}", under=2)
    work = todos(found, board, pairs)
    if work:
        say("\nNext:")
    for one in work:
        tell(f"  {one.kind}: {one.words}", under=4)
    say(f"\n{len(log_of(found, known))} records in the log; `whereas case {found.key} --json` has them all.")
    say("A verdict is about the exhibits at hand. Listed is not convicted; not shown is not untrue.")


def _print_board(result: "Assessment") -> None:
    for one in result.elements:
        tell(f"  {one.verdict.value.replace('_', ' '):13} {one.element.words}", under=14)
        if one.turn is not None:
            tell(f"                to turn it: {one.turn.words}", under=2)
