"""One visit: who asks, what they may see, and in which language; the one thing a page is handed."""

from dataclasses import dataclass
from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException

from whereas.web.register import Person, Register
from whereas.web.words import DEFAULT, languages, word
from whereas.workbench.room import Seen

COOKIE = "whereas_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request by somebody who is signed in. `seen` shows them what they may see and nothing else."""

    person: Person
    seen: Seen
    language: str
    now: str
    register: Register  # for jobs, alerts and what else of this person is kept beside the evidence

    def t(self, key: str, **values: object) -> str:
        """Words of the interface in the visitor's language."""
        return word(self.language, key, **values)


def person_of(request: Request[Any, Any, Any]) -> Person | None:
    """Who asks, or None for nobody who is known."""
    token = request.cookies.get(COOKIE, "")
    found: Person | None = request.app.state.register.person_of(token) if token else None
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
    return Visit(person=person, seen=seen, language=language_of(request), now=now, register=state.register)


Here = NamedDependency[Visit]  # what a handler writes: `def page_of(visit: Here)`
