"""Figures: rival estimates on one scale, what strategy texts give attention to, and what the first policy achieved."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from whereas.assess.rivalry import Relation
from whereas.core.errors import WhereasError
from whereas.kit.intervals import Interval
from whereas.policy.estimates import estimate, estimates
from whereas.publish.estimate_charts import scale_chart, tornado
from whereas.publish.estimates import UNTIL_ELICITED, estimate_files, standing
from whereas.publish.evaluation import evaluation_files, told_by_phase
from whereas.publish.pages import drawing
from whereas.publish.texts import objectives_of, percent, sections, texts_files
from whereas.publish.texts_chart import attention_chart, concreteness_chart
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.pages.standing import sent, timeline_of
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.estimating import DRAWS, SEED, Estimated, estimated, read_range
from whereas.workbench.home import answers
from whereas.workbench.supposing import stands_of
from whereas.workbench.texts_page import measured

ENTRY = Entry(key="figures", path="/figures", order=65)
READ = needs(Permission.READ)


@get("/figures", opt=READ, sync_to_thread=True, include_in_schema=False)
def figures(visit: Here) -> Template:
    """Every question with rival figures, and where texts and the past stand."""
    return page(visit, "figures.html.j2", here="figures", answers=[_counted(one) for one in answers(visit.seen)],
                amount=visit.drawn.amount, figure=visit.drawn.figure, texts=measured(visit.seen),
                evaluations=stands_of(visit.seen).evaluations)  # fmt: skip


@get("/figures/{key:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def question(
    visit: Here, key: FromPath[str], seed: FromQuery[int] = SEED, set_to: FromQuery[list[str] | None] = None
) -> Template:
    """One question: its claims on one scale, why they differ, and what the model gives under stated priors."""
    found, chosen = _answered(visit, key, seed, set_to)
    words = visit.drawn
    return page(
        visit, "estimate.html.j2", here="figures", o=_counted(found), a=found, m=found.model, s=found.simulated,
        chart=drawing("scale", scale_chart(found.placed, found.simulated, words), found.simulated, found.model, words),
        swings=drawing("tornado", tornado(found.simulated, words), words),
        amount=words.amount, figure=words.figure, seed=seed, said=chosen, asked=_question_of(seed, set_to),
        until_elicited=UNTIL_ELICITED,
        standings={one.claim.id: standing(one, found.model, found.simulated) for one in found.placed},
    )  # fmt: skip


@get("/figures/{key:str}/{name:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def question_file(
    visit: Here, key: FromPath[str], name: FromPath[str], seed: FromQuery[int] = SEED,
    set_to: FromQuery[list[str] | None] = None,
) -> Response[bytes]:  # fmt: skip
    """The data behind a question."""
    found, _ = _answered(visit, key, seed, set_to)
    return _one_of(estimate_files([found]), name, but=".html")


@get("/texts", opt=READ, sync_to_thread=True, include_in_schema=False)
def texts(visit: Here, subject: FromQuery[str] = "") -> Template:
    """How often strategy texts name a country, beside whom, and how concrete their passages are."""
    found = measured(visit.seen, subject)
    if found is None:
        return page(visit, "texts.html.j2", here="figures", r=None, subject=subject or visit.seen.focus)
    return page(
        visit, "texts.html.j2", here="figures", r=found, subject=subject or visit.seen.focus,
        objectives=objectives_of(found),
        attention=drawing("attention", attention_chart(found, visit.drawn), visit.drawn),
        sections=sections(found), percent=percent,
        concreteness=drawing("concreteness", concreteness_chart(found, visit.drawn), visit.drawn),
    )  # fmt: skip


@get("/texts/{name:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def texts_file(visit: Here, name: FromPath[str], subject: FromQuery[str] = "") -> Response[bytes]:
    """The data behind the texts."""
    found = measured(visit.seen, subject)
    if found is None:
        raise NotFoundException("there is no such file")
    return _one_of(texts_files(found), name, but=".html")


@get("/evaluation", opt=READ, sync_to_thread=True, include_in_schema=False)
def evaluation(visit: Here) -> Template:
    """What the first policy sought and what came of it, by phase, with the timeline of 1994 to 2025."""
    found = stands_of(visit.seen)
    told = [(one, *told_by_phase(one, found)) for one in found.evaluations]
    return page(visit, "evaluation.html.j2", here="figures", s=found, told=told, events=timeline_of(found))


@get("/evaluation/{name:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def evaluation_file(visit: Here, name: FromPath[str]) -> Response[bytes]:
    """The evaluation as a table."""
    found = stands_of(visit.seen)
    made: dict[str, bytes] = {}
    for one in found.evaluations:
        made |= evaluation_files(one, found)
    return _one_of(made, name, but=".html")


def _one_of(files: Mapping[str, bytes], name: str, *, but: str) -> Response[bytes]:
    """A file by its name; never the page that a run writes, which has its own address here."""
    if name not in files or name.endswith(but):
        raise NotFoundException("there is no such file")
    return sent(name, files[name])


def _answered(
    visit: Visit, key: str, seed: int, set_to: list[str] | None
) -> tuple[Estimated, dict[str, Interval]]:  # fmt: skip
    """A question answered: as kept, or drawn anew where a seed or a prior was set."""
    if key not in estimates():
        raise NotFoundException("there is no such question")
    chosen = dict(read_range(one) for one in set_to or () if one and not one.endswith("="))
    if not chosen and seed == SEED:
        found = next((one for one in answers(visit.seen) if one.model.key == key), None)
        if found is None:
            raise WhereasError("there is nothing to compare: the ledger holds no claim", todo="pull the lists first")
        return found, {}
    return estimated(visit.seen.bench, (estimate(key),), seed=seed, draws=DRAWS, chosen=chosen)[0], chosen


def _question_of(seed: int, set_to: list[str] | None) -> str:
    said = [("set_to", one) for one in set_to or () if one and not one.endswith("=")]
    return f"?{urlencode([('seed', seed), *said])}" if said or seed != SEED else ""


def _counted(one: Estimated) -> dict[str, Any]:
    """A question with how its pairs stand to one another."""
    return {
        "a": one,
        "counts": Counter(pair.relation.value for pair in one.pairs),
        "apart": [pair for pair in one.pairs if pair.relation in (Relation.CONFLICT, Relation.EXPLAINED)],
        "addable": sum(not pair.never_added for pair in one.pairs),
        "off": [each for each in one.placed if each.common is None],
    }


ROUTES = [figures, question, question_file, texts, texts_file, evaluation, evaluation_file]
