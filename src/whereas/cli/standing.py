"""`whereas standing`: objectives, conditions and posture, on whose word and until when, and what-if."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say, tell

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.conditions import Standing
    from whereas.workbench.standing import Stands

Text = Annotated[str, Parameter(show_default=False)]


def standing(
    *,
    strategy: Annotated[Text, Parameter(help="By the name of its file.")] = "critical-engagement-2",
    suppose: Annotated[list[str] | None, Parameter(help="A what-if: CONDITION=STATE; may be given again.")] = None,
    known_on: Annotated[Text, Parameter(help="Only what the desk had recorded by the end of this day.")] = "",
    out: Annotated[Path | None, Parameter(help="Write the page and its data into this folder.")] = None,
    home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Show where the strategy stands: each objective apart, each condition with its state, and the posture advised.

    An announcement is never a step, no data is never no change, and there is no composite number. The posture is
    advice with its reasons and recorded dissent; a person decides. Steps are recorded with `whereas claim` (kinds
    announced, step_taken, step_verified, step_reversed; the object is the condition's key).

    For example:

        whereas standing

        whereas standing --suppose iaea-return=met --suppose "test-moratorium=met"

        whereas standing --as-of 2018-06-30 --out out

        whereas claim --dissent posture --why "the test of May was an engine test"

    """
    from whereas.policy.strategies import strategy as chosen_strategy
    from whereas.workbench import workbench
    from whereas.workbench.standing import standing as stands
    from whereas.workbench.supposing import read_suppositions

    supposed = read_suppositions(suppose)
    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        found = stands(
            bench, chosen_strategy(strategy), as_of=as_of, known_on=known_on, suppose=supposed, progress=progress
        )
        if out is not None:
            from whereas.publish.evaluation import evaluation_files
            from whereas.publish.standing import standing_files

            files = standing_files(found)
            for past in found.evaluations:
                files |= evaluation_files(past, found)
            bench.release_files(
                files, bench.view(as_of), out, reason="whereas standing --out", also=bench.desk_marking(),
            )  # fmt: skip
    if as_json:
        from whereas.publish.standing import plain_standing

        print_json(plain_standing(found))
    else:
        _print(found)
        if out is not None:
            say(f"\nwrote {out / 'standing.html'}")
    return 0


def _print(found: "Stands") -> None:
    say(f"{found.strategy.title}, as of {found.as_of}")
    for board in found.objectives:
        rows = [(one.indicator.family, one.indicator.title, one.words) for one in board.series]
        rows += [(one.family, one.title, f"not measured: {one.why}; it would need {one.would_need}")
                 for one in board.unmeasured]  # fmt: skip
        print_table(f"\nObjective: {board.objective}", ("family", "what", "what can be said"), rows)
    say("\nConditions")
    for condition in found.conditions:
        _print_condition(condition)
    if found.stance is not None:
        say()
        tell(f"Posture advised: {found.stance.posture.key.upper()}. {found.stance.posture.words}", under=2)
        for reason in found.stance.reasons:
            tell(f"  because {reason}", under=2)
        for words in found.stance.would_change:
            tell(f"  would change it: {words}", under=2)
        if any(one.recorded for one in found.strategy.postures) and any(one.from_baseline for one in found.conditions):
            tell("  counted is what somebody recorded; a baseline of the policy file, reversed or not, is not", under=2)
        for words in found.stance.dissent or ("none is recorded",):
            tell(f"  dissent: {words}", under=2)
    for gate in found.gates:
        state = ("OPEN" if gate.open else "closed") + (" (supposed)" if gate.supposed else "")
        wants = "; ".join((*gate.waits_for, *(f"closed by {one}" for one in gate.closed_by)))
        tell(f"  {state}: {gate.measure.title} ({gate.body}){f': waits for {wants}' if wants else ''}", under=2)
    for one, relief in found.reliefs:
        tell(f"  {one.condition.title} lets {relief.body} consider: {relief.what} ({relief.basis}"
             f"{'' if relief.verified else ', from memory'})", under=2)  # fmt: skip
    say("\nAdvice with its reasons; a person decides. Baselines are from memory until somebody checks them.")


def _print_condition(one: "Standing") -> None:
    """A condition with its state, on whose word and until when; then why, and what would turn it."""
    supposed = " (supposed)" if one.supposed else ""
    until = f", until {one.expires}" if one.expires else ""
    whose = "by" if one.from_baseline else "on the word of"
    tell(f"  {one.condition.key}: {one.state.value}{supposed}, {whose} {one.on_whose_word}{until}", under=4)
    tell(f"    {one.condition.title}: {one.words}", under=2)
    if one.to_turn:
        tell(f"    to turn it: {one.to_turn}", under=2)
