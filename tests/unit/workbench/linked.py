"""Invented parties that are linked: a trading house, its owner, ships and telephones, as lists might state it."""

from collections.abc import Iterable

from whereas.assess.detectors.detector import example
from whereas.core.claim import Claim
from whereas.core.filing import Settlement
from whereas.core.span import Span
from whereas.ledger.desk import Board
from whereas.policy.programmes import load_programme
from whereas.resolve.resolution import Graph
from whereas.workbench.network import Network, of

WORLD = """
    un-1 Person name=Han Jae-mok
    un-2 Sanction entity=un-1; authority=UN; program=DPRK; listingDate=2017-06-02
    un-3 Company name=Sangnok Trading; phone=+850 2 381 5926
    un-4 Ownership owner=un-1; asset=un-3; percentage=51; startDate=2015; endDate=2019
    us-3 Company name=Paektu Shipping; phone=850-2-3815926
    us-4 Directorship director=un-1; organization=us-3; role=Director
    us-5 Vessel name=CHOL SAN 7; owner=us-3; imoNumber=8518780
    us-6 Sanction entity=us-5; authority=US; program=DPRK4
    us-7 UnknownLink subject=us-3; object=us-8; role=Linked To
    us-8 Company name=Kumgang Agency
    us-9 Person name=Ri Alone
    us-10 Sanction entity=us-9; authority=US; program=DPRK
"""


def graph(text: str = WORLD) -> Graph:
    """The merged graph of an invented world."""
    return example(text, load_programme("dprk")).graph


def claim(kind: str, subject: str, object_: str, words: str, **more: object) -> Claim:
    """What an invented analyst recorded."""
    said: dict[str, object] = {
        "author": "An Analyst", "source": "", "claimed_on": "2024-02-01",
        "spans": (Span(exhibit="a" * 64, locator="page:1@0-5", quote=words[:20]),),
    }  # fmt: skip
    return Claim(kind=kind, subject=subject, object=object_, words=words, **(said | more))  # type: ignore[arg-type]  # the test names the fields


def board(claims: Iterable[Claim] = (), settlements: Iterable[Settlement] = ()) -> Board:
    """A desk with these claims."""
    return Board(claims={one.id: one for one in claims}, settlements=tuple(settlements))


def network(*claims: Claim, text: str = WORLD, settlements: Iterable[Settlement] = ()) -> Network:
    """The network of an invented world and what people recorded of it."""
    return of(graph(text), board(claims, settlements), load_programme("dprk"))
