"""Errors say what was found, where, and what to do."""

import pytest

from whereas.core import errors
from whereas.core.errors import StructureError, WhereasError


def test_all_three_parts_are_told_in_order() -> None:
    error = StructureError("no <LIST> in the file", where="invented.xml", todo="fetch it again")
    assert str(error) == "no <LIST> in the file\n  where: invented.xml\n  to do: fetch it again"
    assert (error.what, error.where, error.todo) == ("no <LIST> in the file", "invented.xml", "fetch it again")


def test_what_is_not_known_is_not_told() -> None:
    assert str(WhereasError("it broke")) == "it broke"
    assert str(WhereasError("it broke", todo="mend it")) == "it broke\n  to do: mend it"


def test_every_error_of_the_house_is_caught_as_one_and_ends_with_code_two() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(kinds) > 5
    for kind in kinds:
        with pytest.raises(WhereasError) as raised:
            raise kind("it broke")
        assert raised.value.exit_code == 2
        assert kind.__doc__
