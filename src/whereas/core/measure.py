"""What a listing does to its subject: the measures of sanctions law, in one vocabulary."""

from enum import StrEnum


class Measure(StrEnum):
    """A measure that follows from a listing; the list's own wording stays beside it as the statement's original."""

    ASSET_FREEZE = "asset freeze"
    TRAVEL_BAN = "travel ban"
    ARMS_EMBARGO = "arms embargo"
    VESSEL_BAN = "vessel ban"
    EXPORT_CONTROL = "export control"
    INVESTMENT_BAN = "investment ban"
    DEBARMENT = "debarment"
    TRADE_RESTRICTION = "trade restriction"
