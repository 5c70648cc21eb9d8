"""Digital currency addresses as OFAC lists them: stated as addresses only where they can be trusted to be whole."""

from collections.abc import Callable

from whereas.core.issue import IssueKind
from whereas.kit.ids import (
    bitcoin,
    bitcoin_cash,
    bitcoin_gold,
    dash,
    ethereum,
    litecoin,
    monero,
    tron,
    verge,
    xrp,
    zcash,
)
from whereas.sources.contract import Entry, tidy

# Which checks an asset's addresses may pass; an asset on several chains has several. OFAC's codes for assets.
_CHECKS: dict[str, tuple[Callable[[str], str | None], ...]] = {
    "XBT": (bitcoin.normal,),
    "BSV": (bitcoin.normal,),
    "BCH": (bitcoin_cash.normal,),
    "BTG": (bitcoin_gold.normal,),
    "LTC": (litecoin.normal,),
    "DASH": (dash.normal,),
    "ZEC": (zcash.normal,),
    "XVG": (verge.normal,),
    "XMR": (monero.normal,),
    "XRP": (xrp.normal,),
    "TRX": (tron.normal,),
    "ETH": (ethereum.normal,),
    "ETC": (ethereum.normal,),
    "ARB": (ethereum.normal,),
    "BSC": (ethereum.normal,),
    "USDC": (ethereum.normal,),
    "USDT": (ethereum.normal, tron.normal, bitcoin.normal),
}


def checked(asset: str, address: str) -> str | None:
    """The normal form of an address that passes a check of its asset's chains; None where none passes."""
    return next((form for check in _CHECKS.get(asset, ()) if (form := check(tidy(address)))), None)


def state_held(holder: Entry, asset: str, address: str, at: str) -> None:
    """A wallet that an entry holds, its address in the case the list gives."""
    wallet = holder.part("CryptoWallet", f"{asset}|{tidy(address)}", at=at)
    wallet.add("holder", holder.id)
    state_address(wallet, asset, address, at=at)


def state_address(wallet: Entry, asset: str, address: str, *, at: str) -> None:
    """The address and currency of a wallet, from a list that keeps the case; a failed check is an issue beside it."""
    normal = checked(asset, address)
    wallet.add("publicKey", normal or address, original=address, at=at)
    wallet.add("currencySymbol", asset, at=at)
    if normal is None and asset in _CHECKS:
        other = next((code for code in _CHECKS if checked(code, address)), "")
        why = f"it is a valid {other} address" if other else "no check of any chain known here passes"
        wallet.issue(
            IssueKind.IDENTIFIER,
            f"Digital Currency Address - {asset}",
            address,
            f"the list calls this an address of {asset}, but it is none; {why}",
            at=at,
        )


def state_lowered(wallet: Entry, asset: str, lowered: str, *, at: str) -> bool:
    """The same from a list that put every address in small letters; whether the address could be stated.

    It is stated only where a check passes all the same. Anything else is kept in a note, never as an address: where
    the case counts it is another address, or none.
    """
    normal = checked(asset, lowered)
    wallet.add("currencySymbol", asset, at=at)
    if normal is not None:
        wallet.add("publicKey", normal, original=lowered, at=at)
        return True
    wallet.add("notes", f"case lost: {tidy(lowered)}", original=lowered, at=at)
    return False
