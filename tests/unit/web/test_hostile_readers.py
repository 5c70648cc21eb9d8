"""What an account may not learn or do though it asks for it in ways that no page offers."""

from pathlib import Path

from tests.unit.web.clients import NOW, serving
from whereas.core.clearance import Clearance
from whereas.web.jobs import Jobs
from whereas.web.register import Person
from whereas.web.roles import Role


def test_how_far_a_job_is_with_the_whole_ledger_is_told_to_its_starter_alone(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        jobs, keeper = Jobs(office.register), Person(name="keeper", role=Role.ADMIN, clearance=Clearance())
        jobs.add("pull", {}, keeper, key="run", now=NOW)
        jobs.claim("a:1:b", now=NOW)
        jobs.tell("run", "comparing Kestrel", 7_001, 7_777)
        for role, name in ((Role.READER, "reader"), (Role.ADMIN, "another keeper")):
            text = office.sign_in(role, name=name).get("/").text
            assert "Lists are being read now" in text
            assert not {"Kestrel", "7001", "7777"} & set(text.replace(",", "").replace("<", " ").split())
        assert "comparing Kestrel" in office.sign_in(Role.ADMIN, name="keeper").get("/").text
