"""The API of strategy texts: how often each names a country, beside whom, and how concrete its passages are."""

from typing import Any

from litestar import get
from litestar.params import FromQuery

from whereas.core.errors import WhereasError
from whereas.publish.texts import plain_texts
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.texts_page import measured


@get("/api/v1/texts", opt=needs(Permission.READ), sync_to_thread=True)
def texts(visit: Here, subject: FromQuery[str] = "") -> dict[str, Any]:
    """Measure the strategy texts in the ledger for a subject.

    A text without words is not measurable, which is not 0. As `whereas texts --json`.
    """
    found = measured(visit.seen, subject)
    if found is None:
        raise WhereasError("no strategy text was added, or none that you may see",
                           todo="`whereas texts --add FILE` takes one in")  # fmt: skip
    return plain_texts(found)


ROUTES = [texts]
