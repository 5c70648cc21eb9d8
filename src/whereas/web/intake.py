"""Taking in what was brought, the same for a page and the API: at once, or by a job where it is large."""

from dataclasses import dataclass, replace

import msgspec

from whereas.core.errors import WhereasError
from whereas.core.filing import Filing
from whereas.web import jobs, staging
from whereas.web.visit import Visit
from whereas.workbench import desk
from whereas.workbench.desk import Intake

LARGEST_AT_ONCE = 30_000_000  # bytes: more is read and hashed for too long to be waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of it: the exhibits, or the job that takes them."""

    sha256: str = ""
    taken: Intake | None = None
    job: str = ""


def bring(visit: Visit, token: str, filing: Filing) -> Brought:
    """Take an upload that was put aside. Raises `WhereasError` as `desk.add` does; the upload then stays there."""
    bench, name = visit.seen.bench, visit.person.name
    place = staging.place_of(bench, name, token)
    visit.audit("upload", token)
    if place.stat().st_size > LARGEST_AT_ONCE:
        said = msgspec.json.encode(filing)
        job = jobs.start(visit, "add", files={"filing.json": said}, token=token)
        staging.hold(bench, name, token)
        return Brought(job=job)
    with staging.opened(place) as path:
        taken = desk.add(bench, path, filing)
    if not taken.added:
        raise WhereasError("nothing in it could be taken", where="; ".join(taken.problems[:5]), todo="mend it")
    staging.drop(bench, name, token)
    return Brought(sha256=taken.added[0].sha256, taken=taken)


def refile(visit: Visit, sha256: str, filing: Filing) -> Filing:
    """File an exhibit anew as a whole form says, but for what a form does not hold. Raises `WhereasError`."""
    refuse_nameless(visit, sha256)
    changes = {
        name: getattr(filing, name)
        for name in Filing.__dataclass_fields__
        if name not in ("exhibit", "parent", "title") or (name == "title" and filing.title)
    }
    if (before := visit.seen.bench.ledger.desk().filings.get(sha256)) is not None:
        said = filing.marking  # a form holds no more of a marking than these two
        changes["marking"] = replace(before.marking, tlp=said.tlp, releasable_to=said.releasable_to)
    return desk.refile(visit.seen.bench, sha256, changes)


def refuse_nameless(visit: Visit, sha256: str) -> None:
    """What repeats an origin that this person may not see can only be filed anew by somebody who does.

    The name it is shown by here is one of this process: written to the log, it would part what is one lineage.
    """
    filing = visit.seen.bench.ledger.desk().filings.get(sha256)
    if filing is not None and any(one.startswith("origin:") for one in filing.repeats):
        raise WhereasError("this cannot be filed anew with your account", todo="ask somebody with a higher clearance")
