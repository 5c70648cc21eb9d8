"""One visit: who asks, what they may see, and in which language; the one thing a page is handed."""

from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException

from whereas.publish.chart_words import ChartWords
from whereas.web.register import Person, Register
from whereas.web.register.audit import Act
from whereas.web.words import DEFAULT, chart_words, languages, word
from whereas.workbench.room import Seen

COOKIE = "whereas_session"  # with https its name begins `__Host-`, which no other site can set


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request by somebody who is signed in. `seen` shows them what they may see and nothing else."""

    person: Person
    seen: Seen
    language: str
    now: str
    register: Register  # for jobs, alerts and what else of this person is kept beside the evidence
    route: str = ""  # the route's template, not what was asked of it
    address: str = ""  # a salted digest of the network the request came from
    noted: set[str] = field(default_factory=set)  # the kinds of act this request has noted in the audit

    def t(self, key: str, **values: object) -> str:
        """Words of the interface in the visitor's language."""
        return word(self.language, key, **values)

    @property
    def drawn(self) -> ChartWords:
        """The words that drawings hold, in the visitor's language."""
        return chart_words(self.language)

    def audit(self, action: str, object_id: str = "", *, result: str = "done") -> None:
        """Note in the audit what this person did: `action` such as `export`, `object_id` a digest or an id.

        Never content, never search words. Reads of marked exhibits, claims and cases by their address, and answers
        that are saved as a file, are noted by the door already; what else leaves, or matters, is said with this.
        """
        self.noted.add(action)
        self.register.audit.note(
            Act(at=self.now, who=self.person.name, action=action, object=object_id, route=self.route, result=result,
                address=self.address)
        )  # fmt: skip


def cookie_name(https: bool) -> str:
    """The session cookie's name."""
    return f"__Host-{COOKIE}" if https else COOKIE


def person_of(request: Request[Any, Any, Any]) -> Person | None:
    """Who asks, as the door found; None for nobody who is known."""
    found: Person | None = request.scope.get("user")
    return found


def language_of(request: Request[Any, Any, Any]) -> str:
    """The language asked for: of the cookie `whereas_language`, else the first of the browser's that there is."""
    wanted = [request.cookies.get("whereas_language", "")]
    wanted += [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in wanted if code in languages()), DEFAULT)


def visit(request: Request[Any, Any, Any]) -> Visit:
    """The dependency `visit` of pages and API. Raises `NotAuthorizedException` where nobody is signed in."""
    person = person_of(request)
    if person is None:
        raise NotAuthorizedException("sign in first")
    state = request.app.state
    now = state.config.clock()
    seen = state.room.seen(person.clearance, author=person.name, now=now)
    return Visit(
        person=person, seen=seen, language=language_of(request), now=now, register=state.register,
        route=request.scope.get("path_template", ""), address=address_of(request),
        noted=request.scope["state"].setdefault("noted", set()),
    )  # fmt: skip


def address_of(request: Request[Any, Any, Any]) -> str:
    """What the audit keeps of where a request came from."""
    found: str = request.app.state.register.audit.prefix(request.client.host if request.client else "")
    return found


Here = NamedDependency[Visit]  # what a handler writes: `def page_of(visit: Here)`
