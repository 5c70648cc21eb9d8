"""The parts of pages, each shown with its name: for those who write pages, and the object of the tests of the look."""

from litestar import get
from litestar.response import Template

from whereas.core.marking import TLP
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here

VERDICTS = ("shown", "not_shown", "contradicted", "unverifiable")
STATES = (
    "ready", "building", "waiting", "missing", "done", "unmet", "announced", "partly-met", "met", "reversed",
    "unverifiable", "open", "closed", "queued", "running", "failed", "cancelled", "interrupted",
)  # fmt: skip
# Invented estimates of nothing: the least and the most, in rounds.
ESTIMATES = (("Ahn", 1_200, 4_800), ("Baek", 3_000, 3_600), ("Chung", 900, 9_000))


@get("/parts", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def parts_page(visit: Here) -> Template:
    """Every part."""
    return page(visit, "parts_page.html.j2", verdicts=VERDICTS, states=STATES, markings=tuple(TLP), estimates=ESTIMATES)


ROUTES = [parts_page]
