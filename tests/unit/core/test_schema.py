"""Kinds of things."""

import pytest

from whereas.core.schema import SCHEMATA, ancestors, comparable, is_a, most_specific, properties


def test_properties_are_inherited() -> None:
    assert properties("Vessel")["name"] == "name"
    assert properties("Vessel")["owner"] == "entity"
    assert "birthDate" not in properties("Vessel")
    with pytest.raises(KeyError):
        properties("Submarine")


def test_every_parent_exists_and_every_edge_names_entity_properties() -> None:
    for name, schema in SCHEMATA.items():
        assert set(schema.extends) <= set(SCHEMATA)
        assert all(properties(name)[end] == "entity" for end in schema.edge or ())


def test_kinds() -> None:
    assert ancestors("Person") == {"Person", "LegalEntity", "Thing"}
    assert is_a("Company", "Asset")
    assert not is_a("LegalEntity", "Company")


def test_most_specific() -> None:
    assert most_specific({"LegalEntity", "Company"}) == "Company"
    assert most_specific({"Thing"}) == "Thing"
    with pytest.raises(ValueError, match="no schema"):
        most_specific(set())


def test_comparable() -> None:
    assert comparable("LegalEntity", "Person")
    assert comparable("Company", "PublicBody")
    assert not comparable("Person", "Company")
