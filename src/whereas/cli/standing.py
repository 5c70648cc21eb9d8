"""`whereas standing`: objectives, conditions and posture, on whose word and until when, and what-if."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
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

    supposed = {}
    for one in suppose or ():
        key, equals, state = one.partition("=")
        if not equals:
            raise WhereasError(f"{one!r} supposes nothing", todo="write --suppose CONDITION=STATE")
        supposed[key.strip()] = state.strip()
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
    print_table(
        "\nConditions",
        ("condition", "state", "why", "on whose word", "until", "to turn it"),
        [
            (one.condition.key, one.state.value + (" (supposed)" if one.supposed else ""), one.words, one.on_whose_word,
             one.expires, one.to_turn)
            for one in found.conditions
        ],
    )  # fmt: skip
    if found.stance is not None:
        say(f"\nPosture advised: {found.stance.posture.key.upper()}. {found.stance.posture.words}")
        for reason in found.stance.reasons:
            say(f"  because {reason}")
        for words in found.stance.would_change:
            say(f"  would change it: {words}")
        for words in found.stance.dissent or ("none is recorded",):
            say(f"  dissent: {words}")
    for gate in found.gates:
        state = "OPEN" if gate.open else "closed"
        wants = "; ".join((*gate.waits_for, *(f"closed by {one}" for one in gate.closed_by)))
        say(f"  {state}: {gate.measure.title} ({gate.body}){f': waits for {wants}' if wants else ''}")
    for one, relief in found.reliefs:
        say(f"  {one.condition.title} lets {relief.body} consider: {relief.what} ({relief.basis}"
            f"{'' if relief.verified else ', not checked'})")  # fmt: skip
    say("\nAdvice with its reasons; a person decides. Baselines are from memory until somebody checks them.")
