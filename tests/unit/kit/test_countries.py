"""Names of countries as lists write them."""

import pytest

from whereas.kit.countries import country_code, country_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Man, Isle of", "im"),
        ("North Macedonia, The Republic of", "mk"),
        ("Macedonia, The Former Yugoslav Republic of", "mk"),
        ("Eritrean", "er"),
        ("Saint Vincent and the Grenadines", "vc"),
        ("St. Vincent and the Grenadines", "vc"),
        ("St. Kitts and Nevis", "kn"),
        ("Saint Kitts and Nevis", "kn"),
        ("Democratic People's Republic of Korea", "kp"),
        ("DPRK", "kp"),
        ("Republic of Korea", "kr"),
        ("Korea, South", "kr"),
        ("CHINA", "cn"),
        ("Côte d’Ivoire", "ci"),
        ("kp", "kp"),
        ("Soviet Union", "suhh"),
        ("Republic of the Congo", "cg"),
        ("Democratic Republic of the Congo", "cd"),
        ("Nigeria", "ng"),
        ("Niger", "ne"),
        ("Atlantis", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_codes(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_names() -> None:
    assert country_name("kp") == "North Korea"
    assert country_name("suhh") == "suhh"
