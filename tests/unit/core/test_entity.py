"""Views over statements that share an id."""

from whereas.core.entity import Entity
from whereas.core.statement import Statement


def _said(prop: str, value: str, *, source: str = "un", schema: str = "LegalEntity") -> Statement:
    return Statement(source=source, entity="x-1", schema=schema, prop=prop, value=value)


HOUSE = Entity(
    id="x-1",
    statements=(
        _said("alias", "House B"),
        _said("name", "House A", source="ofac_sdn", schema="Company"),
        _said("name", "House C"),
        _said("name", "House A"),
    ),
)


def test_schema_and_sources() -> None:
    assert HOUSE.schema == "Company"
    assert HOUSE.sources == ("ofac_sdn", "un")


def test_values_are_distinct_and_in_the_order_asked_for() -> None:
    assert HOUSE.get("name", "alias") == ("House A", "House C", "House B")
    assert len(HOUSE.said("name")) == 3
    assert HOUSE.first("name") == "House A"
    assert HOUSE.first("flag") == ""
    assert list(HOUSE) == list(HOUSE.statements)


def test_caption_is_a_name_before_an_alias_before_the_id() -> None:
    assert HOUSE.caption == "House A"
    assert Entity(id="x-1", statements=(_said("alias", "House B"),)).caption == "House B"
    assert Entity(id="x-1", statements=(_said("country", "kp"),)).caption == "x-1"
