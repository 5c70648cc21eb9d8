"""Digital currency addresses listed by OFAC, in three public copies: per asset, and two with holders."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue, IssueKind
from whereas.core.measure import Measure
from whereas.core.source import Source
from whereas.kit import tables
from whereas.sources.contract import Entry, Feed, Found, tidy
from whereas.sources.formats import ofac_programs, ofac_wallet

SOURCE = Source(
    key="ofac_wallets",
    title="OFAC-listed digital currency addresses (public copies)",
    publisher="US Department of the Treasury, Office of Foreign Assets Control, as copied by third parties",
    authority="US",
    homepage="https://github.com/0xB10C/ofac-sanctioned-digital-currency-addresses",
    licence="Public domain facts; copies under MIT",
    folder="wallets",
    reliability="B",
    notes="Copies, not the publisher's own files. The lists per asset keep the case of addresses and name no "
    "holder; the JSON copy has every address in small letters, so that where the case counts and no checksum "
    "passes the address is kept as a note and never stated as one. Ids carry the address in small "
    "letters, so that the three copies meet. "
    "The lists per asset are undated: an address in them may have been delisted since.",
)
# OFAC's codes of assets; one file and one feed each, for they are not editions of one another.
_ASSETS = ("XBT", "ETH", "XMR", "LTC", "ZEC", "DASH", "BTG", "ETC", "BSV", "BCH", "XVG", "USDC", "USDT", "XRP", "TRX",
           "ARB", "BSC", "SOL", "DOGE", "BNB")  # fmt: skip
_RAW = "https://raw.githubusercontent.com/0xB10C/ofac-sanctioned-digital-currency-addresses/lists/"


def _published(name: str, data: bytes) -> str:
    """The date of the SDN list that the JSON copy was made from."""
    found = re.search(rb'"sdnListDate":\s*"(\d\d)/(\d\d)/(\d{4})"', data[:4096])
    return f"{found[3].decode()}-{found[1].decode()}-{found[2].decode()}" if found else ""


FEEDS = (
    *(
        Feed(key=f"addresses_{asset}", patterns=(rf"sanctioned_addresses_{asset}\.txt",),
             url=f"{_RAW}sanctioned_addresses_{asset}.txt", limit=16 * 2**20)
        for asset in _ASSETS
    ),
    Feed(key="recovered", patterns=(r"ofac_20\d\d(?:-\d\d-\d\d)?_with_recovered_case\.csv",)),
    Feed(key="holders", patterns=(r"sanctioned[-_]addresses\.json",), published=_published),
)  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Statements and issues of one file; raises `StructureError` for a file that is not what its feed promises."""
    if not data.strip():
        raise StructureError("the file is empty", where=exhibit.name, todo="fetch the file again, whole")
    try:
        if exhibit.feed == "recovered":
            yield from _recovered(data)
        elif exhibit.feed == "holders":
            yield from _holders(data)
        else:
            yield from _plain(exhibit.feed.removeprefix("addresses_"), data)
    except (tables.TableError, json.JSONDecodeError) as error:
        raise StructureError(str(error), where=exhibit.name, todo="fetch the file again, whole") from error


def _wallet(asset: str, address: str, at: str, found: list[Found]) -> Entry:
    return Entry(SOURCE.key, f"ofacw-{asset}-{tidy(address).lower()}", "CryptoWallet", at, found)


def _designate(wallet: Entry, uid: str, programs: Iterable[str], at: str) -> None:
    for program in programs:
        sanction = wallet.sanction(f"{uid}|{program}", at=at)
        sanction.add("authority", "US")
        if uid:
            sanction.add("authorityId", f"OFAC-{uid}", original=uid)
            sanction.add("recordId", uid)
        sanction.add("program", program)
        sanction.add("provisions", Measure.ASSET_FREEZE, original=ofac_programs.SDN)


def _programs(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, cell.split(",")))) or ("",)


def _hold(wallet: Entry, uid: str, name: str, aliases: Iterable[str], at: str, *, named: set[str]) -> None:
    wallet.add("holder", f"ofac-{uid}", original=uid, at=at)
    if uid in named:  # the copies repeat the holder's names with each of its addresses
        return
    named.add(uid)
    holder = Entry(SOURCE.key, f"ofac-{uid}", "Thing", at, wallet.found)
    holder.add("name", name)
    for alias in aliases:
        holder.add("alias", alias)


class _Lost:
    """Counts addresses whose case is lost, so that a systematic loss is one issue per asset."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, str]] = {}
        self._count: Counter[str] = Counter()

    def note(self, asset: str, address: str, at: str) -> None:
        self._first.setdefault(asset, (at, address))
        self._count[asset] += 1

    def issues(self) -> Iterator[Issue]:
        for asset, (at, address) in self._first.items():
            yield Issue(
                kind=IssueKind.IDENTIFIER, locator=at, field=f"address ({asset})", value=address,
                count=self._count[asset],
                message="written in small letters throughout, and no check passes: the address itself is not known; "
                "it is kept as a note and cannot be screened against",
            )  # fmt: skip


def _plain(asset: str, data: bytes) -> Iterator[Found]:
    """One address a line, in the case the publisher gives."""
    for number, line in enumerate(tables.decode(data, "utf-8-sig").splitlines(), start=1):
        address = line.strip()
        if not address:
            continue
        if len(address.split()) != 1 or not address.isascii():
            raise StructureError(
                f"{address[:80]!r} is not one address", where=f"line:{number}", todo="fetch the file again"
            )
        found: list[Found] = []
        at = f"line:{number}"
        wallet = _wallet(asset, address, at, found)
        ofac_wallet.state_address(wallet, asset, address, at=at)
        _designate(wallet, "", ("",), at)
        yield from found


def _recovered(data: bytes) -> Iterator[Found]:
    """A row per address and holder; `address` is empty where its case could not be recovered."""
    required = ("currency", "address", "address_lowercased", "case_status", "entity", "program", "uid")
    lost, named = _Lost(), set[str]()
    for line, cells in tables.records(tables.decode(data, "utf-8-sig"), required=required):
        found: list[Found] = []
        at, asset, uid = f"row:{line}", cells["currency"], cells["uid"]
        lowered = cells["address_lowercased"]
        if not asset or not lowered or not uid:
            raise StructureError("a row without currency, address or uid", where=at, todo="fetch the file again, whole")
        wallet = _wallet(asset, lowered, at, found)
        if cells["address"]:
            ofac_wallet.state_address(wallet, asset, cells["address"], at=f"{at}#address")
        elif not ofac_wallet.state_lowered(wallet, asset, lowered, at=f"{at}#address_lowercased"):
            lost.note(asset, lowered, f"{at}#address_lowercased")
        _hold(wallet, uid, cells["entity"], (), f"{at}#entity", named=named)
        _designate(wallet, uid, _programs(cells["program"]), f"{at}#program")
        yield from found
    yield from lost.issues()


def _holders(data: bytes) -> Iterator[Found]:
    """`addresses` by address in small letters, each with the entries it stands in."""
    listed = json.loads(tables.decode(data, "utf-8-sig"))
    addresses = listed.get("addresses") if isinstance(listed, dict) else None
    if not isinstance(addresses, dict) or not addresses:
        raise StructureError("no addresses by address", where="json:/addresses", todo="fetch the file again, whole")
    lost, named = _Lost(), set[str]()
    for address, record in addresses.items():
        for number, entry in enumerate(record["entries"] if isinstance(record, dict) and "entries" in record else ()):
            found: list[Found] = []
            pointer = address.replace("~", "~0").replace("/", "~1")
            at = f"json:/addresses/{pointer}/entries/{number}"
            try:
                asset = str(entry["type"]).removeprefix("Digital Currency Address - ")
                uid, name, programs = str(entry["uid"]), str(entry["entity"]), str(entry["program"])
                akas = [str(aka) for aka in entry.get("akas", ())]
            except (KeyError, TypeError, AttributeError) as error:
                raise StructureError(
                    f"an entry without {error}", where=at, todo="fetch the file again, whole"
                ) from error
            wallet = _wallet(asset, address, at, found)
            if not ofac_wallet.state_lowered(wallet, asset, address, at=at):
                lost.note(asset, address, at)
            _hold(wallet, uid, name, akas, at, named=named)
            _designate(wallet, uid, _programs(programs), at)
            yield from found
    yield from lost.issues()
