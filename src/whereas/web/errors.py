"""What is answered when something does not go: what happened, and what to do; never a trace, never content."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException, ValidationException
from litestar.response import Redirect, Template
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from whereas.core.errors import LedgerError, WhereasError
from whereas.ledger.store import of_database
from whereas.web.logs import fault_of
from whereas.web.strangers import framed
from whereas.web.visit import language_of
from whereas.web.words import word
from whereas.workbench.afoot import BusyError

_SAID = (400, 401, 403, 404, 405, 408, 409, 413, 429)  # those with words of their own


def refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any] | Template:
    """A request that was refused, or asks for what is not there."""
    if isinstance(error, NotAuthorizedException) and wants_page(request):
        return Redirect(_sign_in(request))
    if wants_page(request):
        return _page(request, error.status_code, detail=_detail(error))
    said = {"error": _detail(error) or error.detail, "where": request.url.path, "todo": _todo(request, error)}
    return Response(said, status_code=error.status_code, headers=error.headers, media_type="application/json")


def taught(request: Request[Any, Any, Any], error: WhereasError) -> Response[Any] | Template:
    """What the program itself says: what was found, where, and what to do."""
    if isinstance(error, LedgerError) and of_database(error.__cause__):
        return unexpected(request, error)  # where the database stands is nothing for a visitor
    status = 503 if isinstance(error, BusyError) else 400
    if wants_page(request):
        return _page(request, status, what=error.what, where=error.where, todo=error.todo)
    said = {"error": error.what, "where": error.where, "todo": error.todo}
    headers = {"retry-after": "60"} if status == 503 else None
    return Response(said, status_code=status, media_type="application/json", headers=headers)


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any] | Template:
    """A fault of the program, or a database that does not answer: its place goes to the log, nothing to the visitor."""
    if isinstance(error, DataError) and "NUL" in str(error):
        return taught(request, WhereasError("a text holds a NUL, which cannot be kept", todo="take it out of the text"))
    request.scope.setdefault("state", {})["fault"] = fault_of(error)
    status = 503 if is_away(error) or isinstance(error, LedgerError) else 500
    if wants_page(request):
        return _page(request, status)
    said = {name: word(language_of(request), f"refusal.{status}.{name}") for name in ("what", "todo")}
    told = {"error": said["what"], "where": "", "todo": said["todo"]}
    return Response(told, status_code=status, media_type="application/json")


def is_away(error: BaseException) -> bool:
    """Whether a database cannot be reached or is too busy: that passes, and is no fault of the program."""
    if isinstance(error, DBAPIError):  # a table that is not there would be a fault
        return isinstance(error, (OperationalError, InterfaceError)) and "no such" not in str(error.orig)
    return isinstance(error, PoolTimeout)


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether a person looks at the answer, and not a program."""
    return not request.url.path.startswith("/api/v") and "text/html" in request.headers.get("accept", "")


def _page(
    request: Request[Any, Any, Any], status: int, *, what: str = "", where: str = "", todo: str = "", detail: str = ""
) -> Template:
    known = status if status in (*_SAID, 500, 503) else 400
    said = word(language_of(request), f"refusal.{known}.what")
    todo = todo or word(language_of(request), f"refusal.{known}.todo")
    page = framed(request, "error.html.j2", status=status, what=what or said, where=where, todo=todo, detail=detail)
    page.status_code = status
    return page


def _detail(error: HTTPException) -> str:
    """What a handler said in its own words, where it did; of a field that does not fit, which one."""
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return "; ".join(
            f"{one.get('key', '')}: {one.get('message', '')}" for one in error.extra if isinstance(one, dict)
        )
    return "" if error.status_code in (404, 405) else error.detail


def _todo(request: Request[Any, Any, Any], error: HTTPException) -> str:
    known = error.status_code if error.status_code in _SAID else 400
    return word(language_of(request), f"refusal.{known}.todo")


def _sign_in(request: Request[Any, Any, Any]) -> str:
    """Where to sign in, and where to go on then: only what can be asked again by its address."""
    if request.method != "GET":
        return "/sign-in"
    query = request.url.query
    return f"/sign-in?then={quote(request.url.path + (f'?{query}' if query else ''), safe='/')}"
