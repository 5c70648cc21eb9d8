"""The invented request of Clear Spring Relief for wells at two county hospitals, and ways to change it."""

from typing import Any

import msgspec

from whereas.assess.channels import Route, Routed, route
from whereas.assess.channels_request import Request
from whereas.policy.channels import channels_to

POLICY = channels_to("kp")

WELLS: dict[str, Any] = {
    "key": "wells",
    "title": "Wells at two county hospitals",
    "organisation": {
        "name": "Clear Spring Relief", "kind": "ngo", "country": "ie", "contact": "A Person, +353 1 000 000",
        "registered": "charity 12345",
    },
    "nature": "Pumps and medicines for two hospitals.",
    "why_exemption": "Pumps are of HS chapter 84.",
    "facts": {"basic-needs": "yes", "union-link": "yes", "emergency": "no"},
    "beneficiaries": {"who": "patients", "number": "2000", "where": "Invented County", "criteria": "no safe water"},
    "period": {"start": "2027-03-01", "end": "2027-08-31"},
    "items": [
        {
            "key": "pump", "description": "hand pump", "specification": "to 40 m", "hs": "841320", "quantity": "40",
            "unit": "pieces", "value": "16000", "currency": "EUR", "end_user": "Invented County Hospital",
            "destination": "Invented County", "facts": {"controlled": "no", "military-use": "no"},
        },
        {
            "key": "antibiotic", "description": "amoxicillin", "specification": "500 mg", "hs": "300410",
            "quantity": "500", "unit": "packs", "value": "900", "currency": "EUR",
            "end_user": "Invented County Hospital", "destination": "Invented County",
        },
    ],
    "transport": {
        "mode": "rail", "departs_from": "Invented Border Town", "arrives_at": "Invented Station",
        "carrier": "Invented Rail", "ships_on": "2027-03-10",
    },
    "payments": {
        "route": "from Invented Bank to the supplier", "amount": "16900", "currency": "EUR",
        "facts": {"dprk-bank": "no", "programme-funds": "no", "listed-party": "no"},
    },
    "safeguards": [{"measure": "serial numbers are read at each hospital", "by": "staff", "when": "each quarter"}],
    "parties": [
        {"name": "Invented County Hospital", "role": "end user", "schema": "Organization", "country": "kp",
         "listed": "no", "why": "no hit"},
        {"name": "Invented Rail", "role": "carrier", "schema": "Company", "country": "cn", "listed": "no"},
    ],
}  # fmt: skip


def wells(**changes: Any) -> Request:
    """The request with some of its parts replaced."""
    return msgspec.convert({**WELLS, **changes}, Request)


def item(number: int, **changes: Any) -> Request:
    """The request with fields of one item changed."""
    items = [dict(one) for one in WELLS["items"]]
    items[number] |= changes
    return wells(items=items)


def routed(request: Request) -> Route:
    """The request, routed by the policy as it stands."""
    return route(request, POLICY)


def of(found: Route, key: str) -> Routed:
    """One of its items or acts."""
    return next(one for one in found.routed if one.key == key)
