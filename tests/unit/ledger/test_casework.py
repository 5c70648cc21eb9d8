"""What is recorded in a case stands in its order in the hash-chained log, on both stores, and verifies."""

import dataclasses

from whereas.core.casework import (
    CaseChanged,
    CaseOpened,
    Casework,
    Comment,
    DraftSaved,
    ReleaseAsked,
    ReleaseDecided,
)
from whereas.core.marking import TLP, Marking
from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import verify

NOW = "2024-02-01T09:00:00Z"
MARKED = Marking(tlp=TLP.AMBER, releasable_to=frozenset({"eu", "un"}), terms=frozenset({"attribution"}))
DRAFT = DraftSaved(case="k", subject="s", standard="r/c", body="sentences: []\n", adoption="2024-07-22", marking=MARKED)
RECORDS: tuple[Casework, ...] = (
    CaseOpened(key="k", question="누가 책임지는가?", subjects=("s",), standards=("r/c",), marking=MARKED),
    CaseChanged(case="k", state="parked", reason="waiting", people=("B",)),
    Comment(case="k", words="a remark", on="c" * 64, marking=MARKED),
    DRAFT,
    ReleaseAsked(
        key="ask", case="k", subject="s", standard="r/c", copy="listing", draft=DRAFT.id, dossier="d" * 64,
        content="e" * 64, audience="internal", recipient="the working party", reason="ready",
        files=(("dossier.json", "f" * 64, 12),), authors=("A",), marking=MARKED,
    ),
    ReleaseDecided(case="k", on="ask", agreed=False, reason="too early"),
)  # fmt: skip


def test_every_record_of_a_case_is_kept_in_order_and_verifies(ledger: Ledger) -> None:
    ledger.home.mkdir(exist_ok=True)
    for said, by in zip(RECORDS, "ABABAB", strict=True):
        with ledger.writing(NOW) as writer:
            writer.record(said, by)

    kept = ledger.desk().casework

    assert [one.said for one in kept["k"]] == list(RECORDS)
    assert [one.by for one in kept["k"]] == list("ABABAB")
    assert verify(ledger, {}, reader="r1").findings == ()


def test_a_version_is_another_one_whenever_its_text_or_what_it_was_made_from_differs() -> None:
    others = [{"body": "sentences: [x]\n"}, {"base": (DRAFT.id,)}, {"adoption": "2024-07-23"}, {"standard": "r/d"}]
    ids = {DRAFT.id, *(dataclasses.replace(DRAFT, **one).id for one in others)}  # type: ignore[arg-type]  # named above
    assert len(ids) == 5
    assert dataclasses.replace(DRAFT, base=("b", "a")).id == dataclasses.replace(DRAFT, base=("a", "b")).id
