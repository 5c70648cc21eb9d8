"""`whereas dossier`: a listing proposal whose every sentence leads down to archived bytes, checked by E1 to E16."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, Home, LedgerUrl, Progress, chosen, note, now, print_json, say, tell
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.publish.dossier.model import Dossier

Text = Annotated[str, Parameter(show_default=False)]
Flag = Annotated[bool, Parameter(negative="")]


def dossier(
    subject: str = "", *,
    standard: Annotated[Text, Parameter(name=["--standard", "--regime"], help="Regime and limb.")] = "",
    draft: Annotated[Path | None, Parameter(help="Sentences and notes, in YAML. [default: from the claims]")] = None,
    adoption: Annotated[Text, Parameter(help="Day of the act. [default: today]")] = "",
    known_on: Annotated[Text, Parameter(help="Only what the desk had recorded by the end of this day.")] = "",
    forum: Annotated[Text, Parameter(help="By whose standard of proof. [default: the regime's]")] = "",
    copy: Annotated[Text, Parameter(help="internal, with adverse evidence, or listing.")] = "internal",
    out: Annotated[Path, Parameter(help="Folder for the dossier.")] = Path("dossier"),
    reason: Annotated[Text, Parameter(help="Why it is made; it stands in the log.")] = "draft for review",
    read: Annotated[Path | None, Parameter(help="An edited dossier.docx that came back; --out is its folder.")] = None,
    homonyms: Annotated[bool, Parameter(help="Search the lists for others of the name.")] = True,
    programme: str = "dprk", home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Draft a listing proposal, check it, and write DOCX, PDF/A-3, HTML, JSON, the exhibits and a verifier.

    The copy for the listing package leaves out what no consent covers and what may not be disclosed, and does not
    leave while an element is not shown. The internal copy says what is missing, what would show it, and what speaks
    against. A draft holds `sentences`, each with `text` and `claims`, and the notes `proportionality` and, to prolong
    a listing, `renewal: true` with `persistence`: why old facts still count. Edit the DOCX in Word; `--read` takes it
    back: sentences keep their links, changed ones are unchecked.

    For example:

        whereas dossier han-jae-mok --regime eu-human-rights/torture --adoption 2024-07-22

        whereas dossier han-jae-mok --regime eu-human-rights/torture --draft draft.yaml --copy listing --out package

        whereas dossier --read edited.docx --out dossier

        python3 dossier/verify_dossier.py

    """
    if read is not None:
        return _read(read, out)
    if not subject or not standard:
        raise WhereasError(
            "say on whom and under what", todo="whereas dossier SUBJECT --regime eu-human-rights/torture"
        )
    from whereas.workbench import dossiers, workbench
    from whereas.workbench.assessing import know, standard_of

    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        day = adoption or bench.now[:10]
        known = know(bench, programme, as_of=day, known_on=known_on, progress=progress)
        who, held = known.subject(subject), standard_of(standard)
        index = None
        # Whoever bears the name today is a homonym, also where the act is of a day before the lists at hand.
        if homonyms and bench.ledger.view().readings:
            index = bench.index(progress=progress).index
        text = dossiers.read_draft(draft.name, draft.read_text(encoding="utf-8")) if draft is not None else None
        progress("drafting")
        drafts = {
            one: dossiers.draft_of(
                bench, known, who, held, adoption=day, forum=forum, note=text, index=index, copy=one
            )
            for one in {copy, "listing"}
        }  # fmt: skip
        progress("rendering")
        made = dossiers.make(bench, known, drafts[copy], copy=copy, known_on=known_on, listing=drafts["listing"])
        dossiers.send(bench, made, out, audience="internal", reason=reason)
    if made.problem:
        note(f"whereas: {made.problem.rstrip()}")
    if as_json:
        import json

        print_json(json.loads(made.dossier.manifest()))
    else:
        _print(made.dossier, out)
    return 0 if made.dossier.stands else 1


def _print(made: "Dossier", out: Path) -> None:
    from whereas.publish.dossier import wording

    say(f"{made.caption}, {made.standard}: {made.verdict.replace('_', ' ').upper()} as of {made.adoption}")
    tell(f"  {wording.caution(made)}", under=2)
    for line in made.lines:
        unchecked = " UNCHECKED" if line.unchecked else ""
        tell(f"  ({line.number}) {line.text} [{', '.join(line.claims)}]{unchecked}", under=4)
    say()
    for part in made.elements:
        alternative = f" [alternative: {part.group}]" if part.group else ""
        tell(f"  {part.verdict.replace('_', ' '):13} {part.words}{alternative}", under=14)
        if part.turn:
            tell(f"                to turn it: {part.turn}", under=2)
    _print_checks(made)
    for words in made.removed:
        tell(f"  left out: {words}", under=2)
    for words in made.adverse:
        tell(f"  adverse: {words}", under=2)
    _print_bars(made)
    say(f"\nwrote {out / 'dossier.json'} and its renderings; check with: python3 {out / 'verify_dossier.py'}")


def _print_checks(made: "Dossier") -> None:
    """What the checks found, a finding on several sentences once, and below it the authority of each rule once."""
    found: dict[tuple[str, str, str, str], list[int]] = {}
    sources: dict[str, str] = {}
    for rule, sentence, words, todo, weight, basis in made.findings:
        found.setdefault((rule, weight, words, todo), []).append(sentence)
        if basis:
            sources[rule] = basis
    say("\nChecks:" if found else "\nChecks: none found anything.")
    for (rule, weight, words, todo), numbers in found.items():
        note_of = f" In the file of --draft: `{_NOTES[rule]}`." if weight == "fails" and rule in _NOTES else ""
        tell(f"  {rule} {weight}{_sentences(numbers)}: {words}. To do: {todo.rstrip('.')}.{note_of}", under=2)
    if sources:
        say("\nOn whose authority:")
    for rule, basis in sources.items():
        tell(f"  {rule}: {basis}.", under=2)
    say()


# The note of a draft that answers a check.
_NOTES = {"E8": "persistence: ...", "E14": "proportionality: ..."}


def _sentences(numbers: list[int]) -> str:
    named = sorted({number for number in numbers if number})
    if not named:
        return ""
    return f", sentence{'s' if len(named) > 1 else ''} {', '.join(map(str, named))}"


def _print_bars(made: "Dossier") -> None:
    """What keeps the listing copy in: a check that fails for it and stands above is named and not told again."""
    failing = {
        f"{rule}{f', sentence {sentence}' if sentence else ''}: {words}: {todo}": rule
        for rule, sentence, words, todo, weight, _ in made.findings if weight == "fails"
    }  # fmt: skip
    rules = list(dict.fromkeys(failing[words] for words in made.bars if words in failing))
    if rules:
        say(f"  the listing copy stays in while these checks fail: {', '.join(rules)}")
    for words in made.bars:
        if words not in failing:
            tell(f"  the listing copy stays in: {words}", under=2)


def _read(edited: Path, out: Path) -> int:
    import yaml
    from msgspec import to_builtins

    from whereas.workbench import dossiers

    try:
        data, before = edited.read_bytes(), (out / "dossier.json").read_bytes()
    except OSError as error:
        raise WhereasError(f"it cannot be read: {error.strerror}", where=str(error.filename),
                           todo="give the edited DOCX, and the folder of its dossier with --out") from None  # fmt: skip
    returned, drafted = dossiers.come_back(data, before)
    for number, one in enumerate(returned.lines, start=1):
        rests = f" [{', '.join(one.claims)}]" if one.claims else ", rests on nothing yet"
        state = "kept" if not one.changed else "CHANGED, unchecked" if one.keys else "NEW, unchecked"
        say(f"({number}) {state}: {one.text}{rests}")
    for key in returned.gone:
        say(f"(-) gone: {key}")
    path = edited.with_suffix(".draft.yaml")
    path.write_text(yaml.safe_dump(to_builtins(drafted), allow_unicode=True, sort_keys=False), encoding="utf-8")
    say(f"\nwrote {path}: hold each changed sentence against its claims, strike `unchecked: true`, then --draft {path}")
    return 1 if any(one.changed for one in returned.lines) else 0
