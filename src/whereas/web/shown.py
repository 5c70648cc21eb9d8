"""Draws a page: a template with the visit's person, language and navigation, the same for every page."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

from litestar.response import Template

from whereas.web.alerts import unread, watch_of
from whereas.web.catalogue import Entry, entries
from whereas.web.filling import lists_change
from whereas.web.jobs import Jobs
from whereas.web.visit import Visit

# Which part of the navigation an entry's `order` puts it in: from each number on.
_GROUPS = ((0, "look"), (10, "find"), (40, "evidence"), (50, "policy"), (70, "upkeep"))


def page(visit: Visit, template: str, *, here: str = "", **values: Any) -> Template:
    """A page for a visit. `here` is the key of the navigation's entry that is marked; `values` the template knows."""
    shown = [one for one in entries() if visit.person.may(one.needs)]
    return Template(
        template_name=template,
        context={
            "visit": visit, "person": visit.person, "t": visit.t, "language": visit.language, "here": here,
            "navigation": grouped(shown), "starter": visit.seen.starter, "unread": unread(visit),
            "watch_of": partial(watch_of, visit), "changing": lists_change(Jobs(visit.register)), **values,
        },
    )  # fmt: skip


def grouped(shown: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries in their order, in the groups that the navigation has a heading for (`groups.KEY`)."""
    return [(key, list(of_it)) for key, of_it in groupby(shown, key=_group)]


def _group(entry: Entry) -> str:
    return [key for start, key in _GROUPS if entry.order >= start][-1]
