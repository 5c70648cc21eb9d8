"""The API of jobs: the list, one, start, cancel, its files, and how it goes as a stream of events."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, delete, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, JSONBody
from litestar.response import File, ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from whereas.web.access import needs
from whereas.web.jobs import Job, OverError, State, folder_of, known, listed, mine, offered, shown, stop
from whereas.web.jobs import begin as begin_job
from whereas.web.kinds import Value
from whereas.web.roles import Permission
from whereas.web.visit import Here, Visit

# Seconds between looks at a job, and after which a stream ends by itself: the browser asks again.
_LOOK, _LONGEST = 0.4, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShown:
    """A job: `state` is queued, running, done, failed, cancelled or interrupted; times are ISO 8601 UTC."""

    id: str
    kind: str
    by: str
    state: State
    words: str
    done: int | None
    total: int | None
    link: str
    files: tuple[str, ...]
    todo: str
    queued: str
    began: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShown:
    """A kind of job, the names of its parameters, and whether you may start one."""

    key: str
    parameters: tuple[str, ...]
    may: bool
    resumes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A job to start. Parameters name what to do; they hold no content."""

    kind: str
    params: dict[str, Value] = field(default_factory=dict)


@get("/api/v1/jobs", opt=needs(Permission.READ), sync_to_thread=True)
def every(visit: Here) -> list[JobShown]:
    """List the jobs you may see, the newest first: your own, and for who keeps the server up that others' are there."""
    return [plain_job(one) for one in listed(visit)]


@get("/api/v1/job-kinds", opt=needs(Permission.READ), sync_to_thread=True)
def kinds_there_are(visit: Here) -> list[KindShown]:
    """List the kinds of job, and which of them you may start."""
    found = [known(key) for key in offered()]
    return [
        KindShown(key=one.key, parameters=one.params, may=visit.person.may(one.needs), resumes=one.resumes)
        for one in found
    ]


@get("/api/v1/jobs/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def one(visit: Here, key: FromPath[str]) -> JobShown:
    """Say how a job stands."""
    return plain_job(shown(visit, key))


@post("/api/v1/jobs", opt=needs(Permission.READ), sync_to_thread=True)
def begin(visit: Here, data: JSONBody[Wanted]) -> JobShown:
    """Start a job. Each kind names the permission that it needs; kinds that need an upload have their own address."""
    return plain_job(mine(visit, begin_job(visit, data.kind, data.params, {})))


@delete("/api/v1/jobs/{key:str}", opt=needs(Permission.READ), status_code=200, sync_to_thread=True)
def cancel(visit: Here, key: FromPath[str]) -> JobShown:
    """Cancel a job of yours, or as who keeps the server up anybody's.

    What it committed before stands. Where it had ended first nothing is cancelled, and 409 is answered.
    """
    try:
        return plain_job(stop(visit, key))
    except OverError as error:
        raise ClientException(str(error), status_code=409) from None


@get("/api/v1/jobs/{key:str}/files/{name:str}", opt=needs(Permission.READ), sync_to_thread=True)
def file(visit: Here, key: FromPath[str], name: FromPath[str]) -> File:
    """Download a file that a job of yours left."""
    found = mine(visit, key)
    place = folder_of(visit.seen.bench.settings.home, key) / name
    if name not in found.files or not place.is_file():
        raise NotFoundException("there is no such file")
    visit_audit(visit, "export", f"job {key}")
    return File(path=place, filename=name, content_disposition_type="attachment")


@get("/api/v1/jobs/{key:str}/events", opt=needs(Permission.READ), include_in_schema=False)
async def events(visit: Here, key: FromPath[str], request: Request[Any, Any, Any]) -> ServerSentEvent:
    """How a job goes: `progress` with words, done and total, then `end` with state, words and link."""
    await sync_to_thread(shown, visit, key)
    return ServerSentEvent(_told(visit, key, request.app.state))


async def _told(visit: Visit, key: str, state: Any) -> AsyncIterator[ServerSentEventMessage]:
    last = ""
    for _ in range(int(_LONGEST / _LOOK)):
        job = await sync_to_thread(shown, visit, key)
        if job.state.over:
            yield _message("end", {"state": job.state, "words": job.words, "link": job.link})
            return
        said = {"state": job.state, "words": job.words, "done": job.done, "total": job.total}
        if json.dumps(said) != last:
            last = json.dumps(said)
            yield _message("progress", said)
        closing = state.get("closing")
        if closing is not None and closing.is_set():  # the server ends: an open stream must not hold it
            return
        await asyncio.sleep(_LOOK)


def _message(event: str, said: dict[str, Any]) -> ServerSentEventMessage:
    return ServerSentEventMessage(event=event, data=json.dumps(said, ensure_ascii=False))


def plain_job(job: Job) -> JobShown:
    """A job without what it was asked."""
    return JobShown(**{name: getattr(job, name) for name in JobShown.__slots__})


def visit_audit(visit: Visit, action: str, what: str) -> None:
    """Put an export on the record."""
    audit = getattr(visit, "audit", None)
    if audit is not None:
        audit(action, what)


ROUTES = [every, kinds_there_are, one, begin, cancel, file, events]
