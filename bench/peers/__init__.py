"""The peers of screening: what other matchers make of the same names, in an environment of their own."""


def main() -> None:
    """Say how this one is run: it needs packages that the project does not install."""
    print("apart: `./dev peers --help`; it builds .venv-peers from requirements/peers.txt first")
