"""Names as OFAC writes them ("KIM, Chol Su"): the family name stays first, the comma goes."""

from whereas.core import schema as schemata
from whereas.sources.contract import Entry, tidy


def state(entry: Entry, prop: str, written: str, *, at: str, lang: str = "", parts: bool = False) -> None:
    """State a name; a person's loses the comma, and with `parts` gives the family and the given name too.

    Where the kind of the entry is not known (schema Thing) the comma stays: "CIMEX, S.A." has one as well.
    """
    last, comma, first = tidy(written).partition(", ")
    if not comma or not schemata.is_a(entry.schema, "Person"):
        entry.add(prop, written, at=at, lang=lang)
        return
    entry.add(prop, f"{last} {first.replace(',', '')}", original=written, at=at, lang=lang)
    if parts:
        entry.add("lastName", last, original=written, at=at)
        entry.add("firstName", first.partition(",")[0], original=written, at=at)
