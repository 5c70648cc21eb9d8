"""The list of Specially Designated Nationals of the US Treasury: legacy files, enhanced XML."""

from collections.abc import Iterator

from whereas.core.exhibit import Exhibit
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Feed, Found
from whereas.sources.formats import ofac_enhanced, ofac_labels, ofac_legacy

SOURCE = Source(
    key="ofac_sdn",
    title="OFAC Specially Designated Nationals and Blocked Persons List",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    authority="US",
    homepage="https://ofac.treasury.gov/specially-designated-nationals-list-sdn-list",
    licence="Public domain (17 U.S.C. 105)",
    folder="ofac",
    notes="The legacy files are parsed each alone: alternate names, addresses and comments speak of an entry by its "
    "number without its kind (schema Thing). A clause of the Remarks that is cut by the field's end is kept in words "
    "only. Without the enhanced XML, weak names are those quoted in the Remarks.",
    formulas=ofac_labels.FORMULAS,
)
_EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_DATED = r"(?:[-_](?:19|20)\d\d-?\d\d-?\d\d)?"
_YEAR = r"(?:(?:19|20)\d\d_)?"
FEEDS = (
    Feed(key="sdn", patterns=(rf"{_YEAR}sdn{_DATED}\.csv",), url=_EXPORTS + "SDN.CSV",
         bounds=Bounds(least={"Thing": 6000, "Person": 3000})),
    Feed(key="alt", patterns=(rf"{_YEAR}(?:sdn_)?alt{_DATED}\.csv",), url=_EXPORTS + "ALT.CSV",
         bounds=Bounds(least={"Thing": 3000})),
    Feed(key="add", patterns=(rf"{_YEAR}(?:sdn_)?add(?:ress)?{_DATED}\.csv",), url=_EXPORTS + "ADD.CSV",
         bounds=Bounds(least={"Thing": 4000})),
    Feed(key="comments", patterns=(rf"{_YEAR}sdn_comments{_DATED}\.csv",), url=_EXPORTS + "SDN_COMMENTS.CSV"),
    Feed(key="enhanced", patterns=(rf"sdn_enhanced{_DATED}\.(?:zip|xml)",), url=_EXPORTS + "SDN_ENHANCED.ZIP",
         bounds=Bounds(least={"Thing": 6000, "Person": 3000}), published=ofac_enhanced.published),
)  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Statements and issues of one file; raises `StructureError` for a file that is not what its feed promises."""
    match exhibit.feed:
        case "sdn":
            return ofac_legacy.primary(SOURCE.key, data, blocking=True)
        case "alt":
            return ofac_legacy.alternates(SOURCE.key, data)
        case "add":
            return ofac_legacy.addresses(SOURCE.key, data)
        case "comments":
            return ofac_legacy.comments(SOURCE.key, data)
        case _:
            return ofac_enhanced.entries(SOURCE.key, data, blocking=True)
