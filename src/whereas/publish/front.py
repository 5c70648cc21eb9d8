"""The front of a run: its summary, what to look at first, and every file that goes out with it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from whereas.assess.alignment import AlignmentReport
from whereas.assess.contradictions.contradiction import Severity
from whereas.assess.gaps import GapKind
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.publish.pages import align_page, index_page, timeline_page
from whereas.publish.release import MANIFEST
from whereas.publish.summary import FirstLook, RunSummary
from whereas.publish.tables import alignment_files
from whereas.resolve.homonyms import Homonym

SUMMARY = "summary.json"


def first_looks(report: AlignmentReport, homonyms: Iterable[Homonym], refused: Iterable[str]) -> tuple[FirstLook, ...]:
    """What deserves a person's eyes before anything else, most pressing first."""
    looks = [FirstLook(words=f"{words}: kept, and not read into the ledger", link="#sources") for words in refused]
    grave = [one for one in report.contradictions if one.severity is Severity.HIGH]
    looks += [FirstLook(words=one.words, link="align.html#contradictions") for one in grave[:3]]
    if len(grave) > 3:
        looks.append(
            FirstLook(
                words=f"{len(grave) - 3:,} more contradictions of high severity", link="align.html#contradictions"
            )
        )
    for kind, words in (
        (GapKind.UN_NOT_EU, "listed by the UN and not found on the EU's list"),
        (GapKind.PARTNER_NOT_EU, "listed by a partner and not by the EU"),
        (GapKind.EU_ALONE, "listed by the EU and by neither the UN nor a partner"),
    ):
        if count := report.gap_count(kind):
            uncertain = report.uncertain_count(kind)
            aside = f" ({uncertain:,} of them uncertain)" if uncertain else ""
            noun = "entity" if count == 1 else "entities"
            looks.append(FirstLook(words=f"{count:,} {noun} {words}{aside}", link="align.html#entities"))
    if blurred := sum(1 for one in homonyms if not one.told_apart):
        looks.append(
            FirstLook(words=f"{blurred:,} names are borne by parties that nothing on the lists tells apart",
                      link="align.html#entities")
        )  # fmt: skip
    return tuple(looks)


def run_files(
    report: AlignmentReport, summary: RunSummary, events: Iterable[Entity], claims: Iterable[Claim],
    inputs: Mapping[str, str],
) -> dict[str, bytes]:  # fmt: skip
    """Every file of a run by name; `inputs` says what it was made from, so that an unchanged run is known as such."""
    rows = (*report.rows, *report.related)
    captions = {key: row.caption for row in rows for key in (row.entity, *row.members)}
    timeline = timeline_page(events, claims, captions)
    files = {
        "index.html": index_page(summary).encode(),
        "align.html": align_page(report).encode(),
        "timeline.html": timeline.encode(),
        **alignment_files(report),
    }
    files[SUMMARY] = _summary_bytes(summary, inputs)
    return files


def standing(folder: Path, inputs: Mapping[str, str]) -> RunSummary | None:
    """The summary of the run that stands in a folder, if it was made from these inputs and its files are whole."""
    try:
        kept = json.loads((folder / SUMMARY).read_bytes())
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        if kept["inputs"] != dict(inputs):
            return None
        for name, told in files.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != told["sha256"]:
                return None
        return msgspec.convert(kept["summary"], RunSummary)
    except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError):
        return None


def _summary_bytes(summary: RunSummary, inputs: Mapping[str, str]) -> bytes:
    value = {"inputs": dict(inputs), "summary": msgspec.to_builtins(summary)}
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
