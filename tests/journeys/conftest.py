"""What journeys share with the ledger's own tests: both stores, empty."""

from tests.unit.ledger.conftest import postgres_server, url

__all__ = ["postgres_server", "url"]
