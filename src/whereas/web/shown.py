"""Draws a page: a template with the visit's person, language and navigation, the same for every page."""

from typing import Any

from litestar.response import Template

from whereas.web.catalogue import entries
from whereas.web.visit import Visit


def page(visit: Visit, template: str, *, here: str = "", **values: Any) -> Template:
    """A page for a visit. `here` is the key of the navigation's entry that is marked; `values` the template knows."""
    shown = [one for one in entries() if visit.person.may(one.needs)]
    return Template(
        template_name=template,
        context={
            "visit": visit, "person": visit.person, "t": visit.t, "language": visit.language, "here": here,
            "navigation": shown, **values,
        },
    )  # fmt: skip
