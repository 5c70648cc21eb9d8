"""`whereas channel`: what stands in the way of aid or exchange, what answers it, the file for it, and its clocks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
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
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.channels import Routed
    from whereas.publish.channels import Made
    from whereas.workbench.channels import Kept

Text = Annotated[str, Parameter(show_default=False)]
Flag = Annotated[bool, Parameter(negative="")]


def channel(
    request: Path | None = None, *,
    template: Annotated[Flag, Parameter(help="Print an empty request with comments.")] = False,
    record: Annotated[Flag, Parameter(help="Keep the request, so that its events and clocks are followed.")] = False,
    out: Annotated[Path | None, Parameter(help="Write DOCX, page, JSON and checklist into this folder.")] = None,
    event: Annotated[tuple[str, str] | None, Parameter(help="What happened: the request's KEY and the kind.")] = None,
    on: Annotated[Text, Parameter(help="With --event: the day (YYYY-MM-DD).")] = "",
    until: Annotated[Text, Parameter(help="With --event: the day on which the letter says that it ends.")] = "",
    why: Annotated[Text, Parameter(help="With --event: in words, with the paper it stands on.")] = "",
    screen: Annotated[bool, Parameter(help="Look the names up in the lists.")] = True,
    fail_on_findings: Annotated[Flag, Parameter(help="Exit with 1 where it is barred, open or incomplete.")] = False,
    home: Home = None, ledger: LedgerUrl = "", as_of: Annotated[Text, Parameter(help="Clocks on this day.")] = "",
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Route a request for aid or exchange: free, covered, needs an exemption, barred, or what would tell.

    Without a request, the recorded requests are listed with their clocks and what is due. The route is no permission:
    the body that is named decides. Names are screened against the lists in the ledger; hits are shown, never decided.

    For example:

        whereas channel --template > water.yaml

        whereas channel water.yaml --out water

        whereas channel water.yaml --record

        whereas channel --event water-2027 answered --on 2027-03-02 --until 2027-12-02 --why "letter of the Committee"

        whereas channel

    """
    if template:
        from whereas.publish.channel_template import TEMPLATE

        say(TEMPLATE.rstrip())
        return 0
    from whereas.core.period import is_partial_date
    from whereas.workbench import channels, workbench

    if as_of and (len(as_of) != 10 or not is_partial_date(as_of)):
        raise WhereasError(f"--as-of: {as_of!r} is not a day", todo="write it as YYYY-MM-DD")
    if request is None and (record or out is not None):
        raise WhereasError("no request is named", todo="whereas channel FILE --record")
    routed = channels.read(request) if request is not None else None
    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        if event is not None:
            said = channels.happened(bench, *event, on=on, why=why, until=until, waiting=waiting_note)
            say(f"{said.request}: {said.kind} on {said.on}; recorded with its words")
        if request is None or routed is None:
            return _list(channels.kept(bench, as_of=as_of), as_json=as_json) if event is None else 0
        screened = channels.screen(bench, routed.request, progress=progress) if screen else None
        if record:
            channels.record(bench, request, routed, waiting=waiting_note)
        made = channels.made(bench, routed, screened, as_of=as_of)
        if out is not None:
            channels.send(bench, made, out)
    if as_json:
        from whereas.publish.channels import plain_channel

        print_json(plain_channel(made))
    else:
        _print(made, recorded=record, out=out)
    return 1 if fail_on_findings and not (routed.complete and not _barred(made)) else 0


def _barred(made: "Made") -> bool:
    from whereas.assess.channels import Outcome

    return any(one.outcome is Outcome.BARRED for one in made.route.routed)


def _print(made: "Made", *, recorded: bool, out: Path | None) -> None:
    from whereas.publish.channels import asked_words, outcome_words

    found = made.route
    say(f"{found.request.title} ({found.request.key}): {found.verdict}")
    print_table(
        "\nItems and acts",
        ("key", "outcome", "why", "what would tell"),
        [(one.key, outcome_words(one), "\n".join(one.pressing) or _clear(one), "\n".join(one.asks))
         for one in found.routed],
    )  # fmt: skip
    if found.routes or found.possible:
        print_table(
            "\nWhat answers it",
            ("exemption", "needed", "basis", "who decides", "checked"),
            [
                (
                    one.title,
                    "yes" if one in found.routes else "perhaps",
                    one.basis,
                    one.body,
                    "seen" if one.verified else "from memory",
                )
                for one in (*found.routes, *found.possible)
            ],
        )
    for way in found.entrances:
        say(f"  {'open' if way.open else 'closed'}: {way.words}")
    print_table(
        "\nChecklist",
        ("requirement", "there", "missing", "asked for by"),
        [(one.requirement.title, len(one.there), "\n".join(one.missing) or "-", asked_words(one))
         for one in found.checks],
        right=(1,),
    )  # fmt: skip
    _print_screening(made)
    for day, what, by in made.life.diversion:
        say(f"  diversion noted {day}: {what} ({by})")
    for words in found.policy.cautions:
        note(words)
    if recorded:
        say(f"\nrecorded as {found.request.key}; `whereas channel` lists it with its clocks")
    if out is not None:
        say(f"\nwrote {out / 'request.docx'}, request.html, request.json, checklist.csv")


def _clear(one: "Routed") -> str:
    if one.legs:
        return f"clear by the answers in the request: {len(one.legs)} measures, see --json"
    return "" if one.asks else "no measure in this file touches it"


def _print_screening(made: "Made") -> None:
    if not made.against:
        note(f"\n{len(made.names)} names, not screened: the ledger holds no list, or --no-screen was given")
        return
    say(f"\nScreened {len(made.names)} names against {made.against}: {len(made.hits)} hits")
    for name, hit in made.hits:
        say(f"  {name}: {hit.caption} ({hit.entity}), {hit.band} {hit.probability:.2f}: {hit.words}")
    if made.hits:
        say("  Matched is not same. Decide, and write it into the request: parties, `listed` and `why`.")


def _list(every: "tuple[Kept, ...]", *, as_json: bool) -> int:
    from whereas.workbench.channels import plain_kept

    if as_json:
        print_json(plain_kept(every))
        return 0
    rows: list[tuple[object, ...]] = []
    for one in every:
        if one.life is None or one.route is None:
            rows.append((one.record.key, one.record.organisation, "cannot be read", one.unread, "", "", 0))
            continue
        due = [f"{clock.due} {clock.state}: {clock.words}{'' if clock.verified else ' (not checked)'}"
               for clock in one.life.due]  # fmt: skip
        running = [f"{clock.due}: {clock.words}" for clock in one.life.clocks if clock.state == "running"]
        odd = [f"does not fit: {words}" for words in one.life.odd]
        rows.append((one.record.key, one.record.organisation, f"{one.life.state} {one.life.since}".strip(),
                     one.route.verdict, "\n".join(due + odd), "\n".join(running), len(one.life.diversion)))  # fmt: skip
    heads = ("request", "organisation", "state", "how far", "due", "running", "diversion notes")
    print_table("Requests", heads, rows, right=(6,))
    if not every:
        say("none is recorded: `whereas channel --template` prints one to fill in, `--record` keeps it")
    return 0
