"""The API keeps its own description: whatever is asked that the description allows, and much that it does not, is
answered without a fault of the server."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.stores import settings_of
from tests.unit.web.clients import Office, serving
from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.workbench import workbench

# Requests for each operation; a night may ask for more.
EXAMPLES = int(os.environ.get("WHEREAS_EXAMPLES", "4"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server over the starter casebook that runs no jobs."""
    folder = tmp_path_factory.mktemp("api")
    with workbench(settings_of(folder / "home", author="test"), now="2024-01-31T09:00:00Z") as bench:
        bench.pull(["casebook"])
        bench.resolve()
    with serving(folder, jobs=False) as served:
        yield served


@pytest.fixture(scope="module")
def description(office: Office) -> Any:
    """The description, as whoever may read it gets it."""
    answer = office.sign_in(Role.READER, name="describer").get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def _sendable(part: Any) -> Any:
    """A part of a form as a client can send it: a number stands in it as text."""
    name, value, *kind = part
    return (name, value if isinstance(value, str | bytes) else str(value), *kind)


def operations(description: Any) -> list[Any]:
    """Every operation of the API."""
    schema = schemathesis.openapi.from_dict(description)
    return [one.ok() for one in schema.get_all_operations()]


@pytest.mark.filterwarnings("ignore:Use .content=:DeprecationWarning")  # of httpx, for bodies that are no form
@pytest.mark.parametrize(("role", "tlp"), [(Role.READER, TLP.CLEAR), (Role.ANALYST, TLP.AMBER)])
def test_nothing_that_is_asked_breaks_the_server(role: Role, tlp: TLP, office: Office, description: Any) -> None:
    client = office.sign_in(role, name=f"fuzz-{role}", tlp=tlp)
    client.get("/health")
    token = client.cookies["csrftoken"]
    broken: dict[str, str] = {}
    asked = 0
    for operation in operations(description):

        @seed(20261127)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            wanted = case.as_transport_kwargs(base_url="http://testserver.local")
            headers = {**dict(wanted.pop("headers", None) or {}), "x-csrftoken": token}
            wanted.pop("cookies", None)
            wanted["files"] = [(name, _sendable(part)) for name, part in wanted.get("files") or ()] or None
            try:
                answer = client.request(headers=headers, **wanted)
            except UnicodeEncodeError:
                return  # a client that cannot say it
            asked += 1
            if answer.status_code >= 500:
                broken[f"{case.method} {case.path}"] = f"{answer.status_code} for {wanted}"

        ask()

    assert broken == {}
    assert asked > len(description["paths"])


def test_every_operation_says_what_it_does(description: Any) -> None:
    for path, methods in description["paths"].items():
        assert path.startswith("/api/") or path in ("/api", "/health"), path
        for method, said in methods.items():
            assert said.get("summary"), f"{method} {path}"
            assert "responses" in said, f"{method} {path}"
