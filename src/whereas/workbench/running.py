"""The main job's last stages: resolve, align, assess, and release the pages of a run."""

from collections.abc import Callable
from pathlib import Path

from whereas.assess.board import PillarState, counted
from whereas.policy.strategies import Strategy, strategies
from whereas.publish.board import board_files
from whereas.publish.estimates import estimate_files
from whereas.publish.evaluation import evaluation_files
from whereas.publish.front import first_looks, run_files
from whereas.publish.navigation import linked
from whereas.publish.routes import routes_csv
from whereas.publish.standing import standing_files
from whereas.publish.summary import BoardLine, FirstLook, RunSummary
from whereas.sources import casebook
from whereas.workbench.assessing import know
from whereas.workbench.bench import Progress, Pulled, Workbench, silent
from whereas.workbench.estimating import estimated
from whereas.workbench.standing import Stands, board_of, standing


def publish(
    bench: Workbench, pulled: Pulled, *, out: Path, focus: str, as_of: str = "", progress: Progress = silent,
    waiting: Callable[[], None] = lambda: None,
) -> RunSummary:  # fmt: skip
    """Resolve, align, hold what is known against the strategy, and release pages and tables into a folder."""
    resolved = bench.resolve(as_of, progress=progress, waiting=waiting)
    progress("aligning")
    report = bench.align(resolved, focus, as_of=as_of)
    progress("assessing")
    known = know(bench, focus, as_of=as_of, progress=progress, resolved=resolved, report=report)
    routings = tuple(known.route(known.subject(row.entity)) for row in known.unlisted())
    routed = {one.subject for one in routings}
    desk = {claim.subject for claim in known.board.standing if not known.is_context(claim.subject)}
    parties = {one.key: one for one in map(known.subject, sorted(desk)) if one.key not in routed}
    people = tuple(known.route(one) for one in parties.values())
    progress("estimating")
    answers = estimated(bench, as_of=as_of, progress=progress)
    boards, looks = estimate_files(answers), []
    lines_of_board: list[BoardLine] = []
    for strategy in strategies().values():
        if strategy.programme == focus and strategy.country == report.programme.country:
            stands = standing(bench, strategy, as_of=as_of, progress=progress)
            pillars = board_of(bench, known, stands, (*routings, *people), answers)
            boards |= standing_files(stands) | board_files(stands, pillars)
            for one in stands.evaluations:
                boards |= evaluation_files(one, stands)
            looks += _looks(strategy, pillars, stands)
            lines_of_board += _lines(pillars)
    progress("publishing")
    refused = [f"{one.exhibit.source} {one.exhibit.name}: {one.why.splitlines()[0]}" for one in pulled.refused]
    lines = bench.source_lines(pulled, resolved)
    things = resolved.graph.things.values()
    events = [
        one
        for one in things
        if one.schema in ("Event", "Document") and any(said.source == casebook.KEY for said in one.statements)
    ]
    summary = RunSummary(
        as_of=report.as_of,
        sources=lines,
        entities=len(things),
        statements=sum(line.statements for line in lines),
        issues=sum(line.issues for line in lines),
        merged=sum(len(one.members) for one in things if len(one.members) > 1),
        homonyms=len(resolved.homonyms),
        gaps=sum(1 for row in report.rows if row.gaps),
        contradictions=len(report.contradictions),
        first_looks=(*looks, *first_looks(report, resolved.homonyms, refused)),
        board=tuple(lines_of_board),
        files={
            "board.html": "the strategy: per pillar and measure what is ready, being built, missing and done",
            "board.csv": "the same as a table",
            "standing.html": "objectives, conditions and posture",
            "standing.json": "the same as data",
            "standing-series.csv": "the series behind the objectives",
            "standing-conditions.csv": "how each condition stands",
            "evaluation.html": "the first critical engagement: phases, what was sought, what can be counted",
            "evaluation.csv": "the same as a table",
            "estimate.html": "rival figures on one scale, why they differ, and a model that says what it hangs on",
            "estimate.json": "the same as data",
            "estimate-claims.csv": "the figures with their assumptions",
            "estimate-pairs.csv": "each pair of figures and how they stand to each other",
            "estimate-loads.csv": "what two figures of one source imply",
            "estimate-model.csv": "the model's parts, quantiles and sensitivity",
            "routes.csv": "for each party that a partner lists and the Union does not: which regime, what is missing",
            "align.html": "who lists whom, gaps, lags and contradictions, with filters",
            "timeline.html": "engagement since 1994, strategy texts, and rival figures",
            "align-entities.csv": "one row per entity",
            "align-statements.csv": "every statement the rows rest on, with exhibit and place",
            "align-contradictions.csv": "both sides of each contradiction",
            "align-coverage.csv": "how many entities each combination of authorities lists",
            "align-lags.csv": "days from the UN's listing to the EU's",
            "align.json": "the whole report",
        },
        marking=str(bench.marking(resolved.view).join(bench.desk_marking())),
        starter=report.starter,
        revision=resolved.view.root,
        version=bench.version,
    )
    inputs = bench.inputs(resolved.view, focus, as_of)
    files = run_files(report, summary, events, list(resolved.view.claims()), inputs)
    files |= boards | {"routes.csv": routes_csv(routings, known.rows)}
    files = linked(files, starter=summary.starter)
    bench.release_files(files, resolved.view, out, reason="whereas run", also=bench.desk_marking())
    return summary


def _lines(pillars: tuple[PillarState, ...]) -> list[BoardLine]:
    return [
        BoardLine(
            pillar=pillar.pillar.number, title=one.measure.title, state=one.state,
            ready=sum(work.count for work in one.ready), building=sum(work.count for work in one.building),
            missing=len(one.missing), done=sum(work.count for work in one.done),
        )
        for pillar in pillars
        for one in pillar.measures
    ]  # fmt: skip


def _looks(strategy: Strategy, pillars: tuple[PillarState, ...], stands: Stands) -> list[FirstLook]:
    counts = counted(pillars)
    told = ", ".join(f"{count} {state}" for state, count in counts.items())
    looks = [FirstLook(words=f"{strategy.title}: {sum(counts.values())} measures, {told}", link="board.html")]
    if stands.stance is not None:
        words = f"posture advised: {stands.stance.posture.key}; see its reasons and what would change it"
        looks.append(FirstLook(words=words, link="standing.html#posture"))
    return looks
