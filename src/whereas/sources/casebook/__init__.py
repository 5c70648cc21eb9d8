"""The starter casebook: public facts written by hand, one YAML file per story, kept as data of the package."""

from importlib import resources

# The source's key in the catalogue, and the feeds that stand in for real lists: of no use beside them.
KEY = "casebook"
STAND_INS = frozenset({"designations", "wallets"})
# Authorities of whose list only an extract was at hand, and why their silence here means nothing.
SAMPLES = {"JP": "only 69 entries of this list were at hand"}


def files() -> dict[str, bytes]:
    """The casebook's files by name, in alphabetical order: what a run captures where it has no other input."""
    here = resources.files(__package__)
    found = (place for place in here.iterdir() if place.name.endswith(".yaml"))
    return {place.name: place.read_bytes() for place in sorted(found, key=lambda place: place.name)}
