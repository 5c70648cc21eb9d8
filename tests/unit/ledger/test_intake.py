"""One exhibit into the ledger: editions, deltas, bounds, other readers, on both stores."""

from typing import Any

import pytest

from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import verify

from .conftest import take_in

FIRST = b"1,Alpha One\n2,Beta Two\n3,Gamma Three\n"


def names(ledger: Ledger, **window: Any) -> list[str]:
    return sorted(entity.caption for entity in ledger.view(**window).entities() if entity.schema == "Person")


def test_a_first_edition_is_appended_with_places_and_issues(ledger: Ledger, module: Any) -> None:
    taken = take_in(ledger, module, FIRST + b"4,What?\n", published="2026-01-01")

    assert (taken.outcome, taken.seen, taken.new, taken.issues, taken.delta) == ("new edition", 16, 16, 1, None)
    view = ledger.view()
    person = view.entity("inv-2")
    assert person is not None
    assert [(said.prop, said.value, said.locator, said.exhibit) for said in person] == [
        ("name", "Beta Two", "line:2", taken.exhibit.sha256)
    ]
    assert [issue.field for _, issue in view.issues()] == ["name"]
    assert [part.schema for part in view.parts_of("inv-2")] == ["Sanction"]


def test_the_same_bytes_again_add_nothing(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST)
    before = ledger.view().root

    assert take_in(ledger, module, FIRST).outcome == "unchanged"
    assert ledger.view().root == before


def test_a_new_edition_is_compared_by_content(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST, published="2026-01-01")

    taken = take_in(ledger, module, b"1,Alpha One\n2,Beta Zwei\n4,Delta Four\n", published="2026-02-01")

    assert taken.delta is not None
    assert (set(taken.delta.added), set(taken.delta.removed), set(taken.delta.changed)) == (
        {"inv-4"},
        {"inv-3"},
        {"inv-2"},
    )
    assert names(ledger) == ["Alpha One", "Beta Zwei", "Delta Four"]
    assert names(ledger, as_of="2026-01-15") == ["Alpha One", "Beta Two", "Gamma Three"]
    assert names(ledger, revision=2) == ["Alpha One", "Beta Two", "Gamma Three"]
    assert names(ledger, as_of="2025") == []


def test_an_old_edition_that_arrives_late_does_not_become_current(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST, published="2026-02-01")
    take_in(ledger, module, b"1,Alpha\n2,Beta\n9,Old Nine\n", published="2026-01-01")

    assert names(ledger) == ["Alpha One", "Beta Two", "Gamma Three"]


@pytest.mark.parametrize("emptied", [b"", b"1,Alpha One\n"], ids=["to nothing", "to a third"])
def test_a_list_that_shrank_beyond_its_bounds_is_kept_and_refused(ledger: Ledger, module: Any, emptied: bytes) -> None:
    take_in(ledger, module, FIRST, published="2026-01-01")

    taken = take_in(ledger, module, emptied, published="2026-02-01")

    assert taken.outcome == "refused"
    assert "accept" in taken.why
    assert ledger.archive.read(taken.exhibit.sha256) == emptied
    assert names(ledger) == ["Alpha One", "Beta Two", "Gamma Three"]
    assert take_in(ledger, module, emptied, published="2026-02-01").outcome == "refused"
    assert verify(ledger, {"inv": module}, reader="r1").findings == ()


def test_a_person_may_overrule_the_bounds_and_that_is_recorded(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST, published="2026-01-01")

    taken = take_in(ledger, module, b"1,Alpha One\n", published="2026-02-01", accept=True)

    assert taken.outcome == "new edition"
    assert names(ledger) == ["Alpha One"]
    with ledger.store.reading() as connection:
        assert [event.action for _, event in ledger.store.custody(connection)] == ["accept"]


def test_another_reader_that_finds_the_same_is_noted_once(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST)

    assert take_in(ledger, module, FIRST, reader="r2").outcome == "unchanged"
    size = ledger.view().revision
    assert take_in(ledger, module, FIRST, reader="r2").outcome == "unchanged"
    assert ledger.view().revision == size
    assert len(ledger.view().readings) == 1


def test_another_reader_that_finds_more_makes_a_new_reading(ledger: Ledger, module: Any) -> None:
    take_in(ledger, module, FIRST)
    old = module.parse

    def better(exhibit: Any, data: bytes) -> Any:
        for one in old(exhibit, data):
            yield one
            if getattr(one, "prop", "") == "name":
                more = f"Also {one.value}"
                yield type(one)(source="inv", entity=one.entity, schema="Person", prop="alias", value=more,
                                locator=one.locator)  # fmt: skip

    module.parse = better
    taken = take_in(ledger, module, FIRST, reader="r2")

    assert (taken.outcome, taken.new) == ("read again", 3)
    found = ledger.view().entity("inv-1")
    assert found is not None
    assert found.get("alias") == ("Also Alpha One",)


def test_a_broken_file_is_kept_and_refused(ledger: Ledger, module: Any) -> None:
    from whereas.core.errors import StructureError

    def broken(exhibit: Any, data: bytes) -> Any:
        yield from ()
        raise StructureError("half a file", where="line:1", todo="fetch it again")

    take_in(ledger, module, FIRST)
    module.parse = broken
    taken = take_in(ledger, module, b"1,A\n", reader="r1")

    assert taken.outcome == "refused"
    assert "half a file" in taken.why
    assert names(ledger) == ["Alpha One", "Beta Two", "Gamma Three"]
