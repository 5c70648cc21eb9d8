"""Asking for a release, the same for a page and the API: at once, or by a job where the dossier rests on much."""

from dataclasses import dataclass

import msgspec

from whereas.core.casework import DraftSaved
from whereas.web import jobs
from whereas.web.visit import Visit
from whereas.workbench.cases import exhibits_of
from whereas.workbench.releases import Request, Wanted, ask, newest

# What is more than this is not waited for: with some twenty exhibits a dossier is made in about two seconds.
_EXHIBITS, _BYTES = 20, 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What came of it: the release that was asked for, or the job that asks for it when the files are made."""

    request: Request | None = None
    job: str = ""


def begin(visit: Visit, wanted: Wanted) -> Begun:
    """Ask for a release. Raises `ReleaseError` at once for what would be refused whatever the files say."""
    version = newest(visit.seen, wanted)
    if _is_large(visit, version):
        return Begun(job=jobs.start(visit, "make-dossier", files={"wanted.json": msgspec.json.encode(wanted)}))
    made = ask(visit.seen, wanted)
    visit.audit("release-asked", made.said.key)
    return Begun(request=made)


def _is_large(visit: Visit, version: DraftSaved) -> bool:
    ledger = visit.seen.bench.ledger
    board, every = ledger.desk(), ledger.exhibits()
    cited = exhibits_of(board.claims[one] for one in version.claims if one in board.claims)
    return len(cited) > _EXHIBITS or sum(every[one].size for one in cited if one in every) > _BYTES
