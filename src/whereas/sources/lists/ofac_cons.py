"""The US Treasury's consolidated non-SDN lists (sectoral, CAPTA, menu-based, CMIC, PLC): legacy files, enhanced XML."""

from collections.abc import Iterator

from whereas.core.exhibit import Exhibit
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Feed, Found
from whereas.sources.formats import ofac_enhanced, ofac_labels, ofac_legacy

SOURCE = Source(
    key="ofac_cons",
    title="OFAC Consolidated Sanctions List (non-SDN)",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    authority="US",
    homepage="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
    licence="Public domain (17 U.S.C. 105)",
    folder="ofac",
    notes="A measure is stated only where the programme or the sanctions type is one for certain; "
    "correspondent-account and menu-based sanctions are kept in the list's words.",
    formulas=ofac_labels.FORMULAS,
)
_EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_DATED = r"(?:[-_](?:19|20)\d\d-?\d\d-?\d\d)?"
_YEAR = r"(?:(?:19|20)\d\d_)?"
FEEDS = (
    Feed(key="prim", patterns=(rf"{_YEAR}cons_prim{_DATED}\.csv",), url=_EXPORTS + "CONS_PRIM.CSV",
         bounds=Bounds(least={"Thing": 100})),
    Feed(key="alt", patterns=(rf"{_YEAR}cons_alt{_DATED}\.csv",), url=_EXPORTS + "CONS_ALT.CSV",
         bounds=Bounds(least={"Thing": 50})),
    Feed(key="add", patterns=(rf"{_YEAR}cons_add(?:ress)?{_DATED}\.csv",), url=_EXPORTS + "CONS_ADD.CSV",
         bounds=Bounds(least={"Thing": 50})),
    Feed(key="comments", patterns=(rf"{_YEAR}cons_comments{_DATED}\.csv",), url=_EXPORTS + "CONS_COMMENTS.CSV"),
    Feed(key="enhanced", patterns=(rf"cons_enhanced{_DATED}\.(?:zip|xml)",), url=_EXPORTS + "CONS_ENHANCED.ZIP",
         bounds=Bounds(least={"Thing": 100}), published=ofac_enhanced.published),
)  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Statements and issues of one file; raises `StructureError` for a file that is not what its feed promises."""
    match exhibit.feed:
        case "prim":
            return ofac_legacy.primary(SOURCE.key, data, blocking=False)
        case "alt":
            return ofac_legacy.alternates(SOURCE.key, data)
        case "add":
            return ofac_legacy.addresses(SOURCE.key, data)
        case "comments":
            return ofac_legacy.comments(SOURCE.key, data)
        case _:
            return ofac_enhanced.entries(SOURCE.key, data, blocking=False)
