"""The smallest thing the ledger keeps."""

import hashlib

import msgspec

from whereas.core.statement import Statement

SAID = Statement(source="un", entity="un-1", schema="Person", prop="name", value="Invented Ferryman", locator="row:2")


def test_the_id_is_the_hash_of_the_nine_fields_of_what_is_said() -> None:
    text = b'["un","un-1","Person","name","Invented Ferryman","","","",""]'
    assert SAID.id == hashlib.sha256(text).digest()


def test_place_and_edition_are_not_part_of_what_is_said() -> None:
    moved = msgspec.structs.replace(SAID, locator="row:9", exhibit="0" * 64)
    assert moved.id == SAID.id


def test_every_other_field_is() -> None:
    fields = set(SAID.__struct_fields__) - {"locator", "exhibit"}
    ids = {msgspec.structs.replace(SAID, **{field: "changed"}).id for field in fields}
    assert len(ids | {SAID.id}) == len(fields) + 1
