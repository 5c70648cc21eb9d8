"""Home: the strategy, where each objective stands, what changed, and what to look at first."""

from litestar import get
from litestar.response import Template

from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here

ENTRY = Entry(key="home", path="/", order=0, shortcut="h")


@get("/", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def home(visit: Here) -> Template:
    """The first page."""
    return page(visit, "home.html.j2", here="home")


ROUTES = [home]
