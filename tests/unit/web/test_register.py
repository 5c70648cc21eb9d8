"""Accounts, sessions, one-time links, attempts and the audit, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.settings import Settings
from whereas.web.register import Register
from whereas.web.register.accounts import checked_audiences, checked_name
from whereas.web.register.audit import Act, Asked
from whereas.web.register.once import FIRST, INVITE
from whereas.web.register.sessions import IDLE, WHOLE
from whereas.web.register.store import digest_of, later
from whereas.web.register.tables import META
from whereas.web.roles import Permission, Role

NOW = "2026-03-01T08:00:00Z"


@pytest.fixture
def register(tmp_path: Path, url: str) -> Iterator[Register]:
    opened = Register.of(Settings(home=tmp_path, ledger=url))
    yield opened
    opened.close()


def _admin(register: Register, name: str = "ada") -> None:
    secret = "no hash of any password"  # noqa: S105 -- and none will fit it
    register.accounts.add(name, Role.ADMIN, tlp=TLP.CLEAR, audiences=frozenset(), made=NOW, secret=secret)


def test_a_person_sees_and_may_what_their_account_says(register: Register) -> None:
    register.enrol("rhee", Role.ANALYST, tlp=TLP.AMBER, audiences=frozenset({"eu", "un"}), made=NOW)
    person = register.sessions.person_of(register.open_session("rhee", now=NOW), now=NOW)
    assert person is not None
    assert (person.name, person.clearance.tlp, person.clearance.audiences) == ("rhee", TLP.AMBER, {"eu", "un"})
    assert person.may(Permission.RECORD)
    assert not person.may(Permission.ACCOUNTS)


def test_no_token_stands_in_a_table(register: Register) -> None:
    register.enrol("rhee", Role.READER, made=NOW)
    carried = [
        register.open_session("rhee", now=NOW),
        register.once.make(INVITE, "rhee", now=NOW),
        register.tokens.make("rhee", label="nightly", role=Role.READER, until=later(NOW, 60), now=NOW),
    ]
    with register.engine.connect() as connection:
        cells = [
            str(cell) for table in META.sorted_tables for row in connection.execute(sa.select(table)) for cell in row
        ]
    assert not [one for one in carried for cell in cells if one in cell]
    assert all(digest_of(one) in cells for one in carried)


@pytest.mark.parametrize(("after", "works"), [(IDLE - 1, True), (IDLE, False)])
def test_a_session_ends_when_it_is_idle(register: Register, after: int, works: bool) -> None:
    register.enrol("rhee", Role.READER, made=NOW)
    token = register.open_session("rhee", now=NOW)
    assert (register.sessions.person_of(token, now=later(NOW, after)) is not None) is works


def test_a_session_ends_however_busy_it_is(register: Register) -> None:
    register.enrol("rhee", Role.READER, made=NOW)
    token = register.open_session("rhee", now=NOW)
    for hour in range(1, WHOLE // 3600):
        assert register.sessions.person_of(token, now=later(NOW, hour * 3600)) is not None
    assert register.sessions.person_of(token, now=later(NOW, WHOLE)) is None


def test_a_disabled_account_opens_nothing_at_once(register: Register) -> None:
    _admin(register)
    register.enrol("rhee", Role.READER, made=NOW)
    session = register.open_session("rhee", now=NOW)
    token = register.tokens.make("rhee", label="nightly", role=Role.READER, until=later(NOW, 60), now=NOW)
    register.accounts.change("rhee", by="ada", role=Role.READER, tlp=TLP.CLEAR, audiences=frozenset(), disabled=True)
    assert register.sessions.person_of(session, now=NOW) is None
    assert register.tokens.person_of(token, now=NOW) is None
    assert register.accounts.secret("rhee") == ""


def test_a_token_does_no_more_than_its_role_and_its_owners(register: Register) -> None:
    _admin(register)
    register.enrol("rhee", Role.REVIEWER, made=NOW)
    token = register.tokens.make("rhee", label="desk", role=Role.ANALYST, until=later(NOW, 60), now=NOW)
    person = register.tokens.person_of(token, now=NOW)
    assert person is not None
    assert (person.may(Permission.RECORD), person.may(Permission.REVIEW)) == (True, False)
    register.accounts.change("rhee", by="ada", role=Role.READER, tlp=TLP.CLEAR, audiences=frozenset(), disabled=False)
    lowered = register.tokens.person_of(token, now=NOW)
    assert lowered is not None
    assert not lowered.may(Permission.RECORD)
    assert register.tokens.person_of(token, now=later(NOW, 60)) is None


def test_nobody_changes_their_own_role_and_an_admin_stays(register: Register) -> None:
    _admin(register)
    register.enrol("invited", Role.ADMIN, made=NOW)  # an admin who never set a password keeps no door open
    with pytest.raises(WhereasError, match="their own"):
        register.accounts.change("ada", by="ada", role=Role.ADMIN, tlp=TLP.RED, audiences=frozenset(), disabled=False)
    for role, disabled in ((Role.READER, False), (Role.ADMIN, True)):
        with pytest.raises(WhereasError, match="no admin"):
            register.accounts.change("ada", by="invited", role=role, tlp=TLP.CLEAR, audiences=frozenset(),
                                     disabled=disabled)  # fmt: skip
    kept = register.accounts.get("ada")
    assert kept is not None
    assert (kept.role, kept.disabled) == (Role.ADMIN, False)


def test_a_first_start_works_once_and_for_an_hour(register: Register) -> None:
    old = register.once.first_start(now=NOW)
    token = register.once.first_start(now=NOW)
    assert old
    assert token
    assert register.once.account_of(old, FIRST, now=NOW) is None
    assert register.once.account_of(token, FIRST, now=later(NOW, 3600)) is None
    register.once.enrol_first(token, "ada", "hash", now=NOW)
    with pytest.raises(WhereasError, match="does not work"):
        register.once.enrol_first(token, "eve", "hash", now=NOW)
    assert register.once.first_start(now=NOW) is None
    assert [one.name for one in register.accounts.all()] == ["ada"]


def test_of_many_who_use_a_link_at_once_one_gets_in(register: Register) -> None:
    token = register.once.first_start(now=NOW) or ""

    def use(number: int) -> bool:
        try:
            register.once.enrol_first(token, f"admin{number}", "hash", now=NOW)
        except WhereasError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(8))) == 1
    assert len(register.accounts.all()) == 1


def test_an_invitation_ends_what_was_open(register: Register) -> None:
    register.enrol("rhee", Role.READER, made=NOW)
    session = register.open_session("rhee", now=NOW)
    token = register.once.make(INVITE, "rhee", now=NOW)
    assert register.once.account_of(token, FIRST, now=NOW) is None
    assert register.once.set_secret(token, "hash", now=NOW) == "rhee"
    assert register.sessions.person_of(session, now=NOW) is None
    with pytest.raises(WhereasError, match="does not work"):
        register.once.set_secret(token, "another", now=NOW)
    assert register.accounts.secret("rhee") == "hash"


def test_failures_make_a_name_wait_longer_and_longer(register: Register) -> None:
    waits, now = [], NOW
    for number in range(14):
        wait = 0
        while not register.attempts.try_now("rhee", f"192.0.2.{number}", now=later(now, wait)):
            wait += 15
        waits.append(wait)
        now = later(now, wait)
    assert waits == [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_many_guesses_at_once_are_all_counted(register: Register) -> None:
    with ThreadPoolExecutor(8) as pool:
        let_through = sum(
            pool.map(lambda number: register.attempts.try_now("rhee", f"192.0.2.{number}", now=NOW), range(40))
        )
    assert let_through == 5


def test_an_address_that_tries_many_names_waits_too(register: Register) -> None:
    tried = [register.attempts.try_now(f"name{number}", "192.0.2.9", now=NOW) for number in range(40)]
    assert tried == [True] * 30 + [False] * 10
    assert register.attempts.try_now("name1", "198.51.100.7", now=NOW)


def test_success_clears_a_name_but_not_what_its_address_did(register: Register) -> None:
    for number in range(29):
        register.attempts.try_now(f"name{number}", "192.0.2.9", now=NOW)
    register.attempts.try_now("mine", "192.0.2.9", now=NOW)
    register.attempts.succeeded("mine", "192.0.2.9")
    assert register.attempts.try_now("other", "192.0.2.9", now=NOW)
    assert not register.attempts.try_now("another", "192.0.2.9", now=NOW)


def _note(register: Register, *acts: str) -> None:
    for number, action in enumerate(acts):
        register.audit.note(Act(at=later(NOW, number), who="rhee", action=action, object="ab12", route="/x"))


def test_the_audit_holds_and_says_where_it_was_changed(register: Register) -> None:
    _note(register, "read", "export", "sign-out")
    whole = register.audit.verify()
    assert (whole.rows, whole.broken_at) == (3, None)
    with register.writing() as connection:
        connection.execute(sa.text("UPDATE web_audit SET who = 'somebody-else' WHERE no = 2"))
    assert register.audit.verify().broken_at == 2


def test_a_row_that_was_taken_out_is_missed(register: Register) -> None:
    _note(register, "read", "export", "sign-out")
    with register.writing() as connection:
        connection.execute(sa.text("DELETE FROM web_audit WHERE no = 2"))
    assert register.audit.verify().broken_at == 2


def test_an_end_that_was_cut_off_shows_against_a_digest_kept_elsewhere(register: Register) -> None:
    _note(register, "read", "export", "sign-out")
    head = register.audit.verify().head
    _note(register, "read")
    assert register.audit.verify(head).holds
    with register.writing() as connection:
        connection.execute(sa.text("DELETE FROM web_audit WHERE no >= 3"))
    assert register.audit.verify().broken_at is None
    assert register.audit.verify(head).cut
    assert not register.audit.verify(head).holds


def test_the_audit_is_written_by_many_at_once_and_stays_whole(register: Register) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: _note(register, f"act{number % 3}"), range(60)))
    assert (register.audit.verify().rows, register.audit.verify().broken_at) == (60, None)


def test_the_audit_is_asked_by_what_stands_in_it(register: Register) -> None:
    _note(register, "read", "export", "read")
    register.audit.note(Act(at="2026-03-02T00:00:01Z", who="ada", action="read", object="cd%34", result="refused"))

    def numbers(**asked: str) -> list[int]:
        return [one.no for one in register.audit.rows(Asked(**asked))]

    assert numbers() == [4, 3, 2, 1]
    assert numbers(action="read", who="rhee") == [3, 1]
    assert numbers(result="refused") == [4]
    assert numbers(named="cd%") == [4]
    assert numbers(named="%") == []
    assert numbers(until="2026-03-01") == [3, 2, 1]
    assert numbers(since="2026-03-02") == [4]
    assert [one.no for one in register.audit.rows(Asked(), before=3, most=1)] == [2]


def test_an_address_is_kept_as_its_network_under_a_salt(register: Register, tmp_path: Path) -> None:
    one, near = register.audit.prefix("192.0.2.7"), register.audit.prefix("192.0.2.99")
    assert one == near != register.audit.prefix("192.0.3.7")
    assert "192" not in one
    assert register.audit.prefix("2001:db8::1") == register.audit.prefix("2001:db8::2")
    other = Register(f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert other.audit.prefix("192.0.2.7") != one
    other.close()


def test_two_accounts_of_one_subject_are_one_person(register: Register) -> None:
    for name in ("rhee", "rhee-2"):
        register.accounts.add(name, Role.READER, tlp=TLP.CLEAR, audiences=frozenset(), made=NOW, subject="https://id|7")
    register.enrol("kim", Role.READER, made=NOW)
    assert register.accounts.same_person("rhee", "rhee-2")
    assert not register.accounts.same_person("rhee", "kim")


@pytest.mark.parametrize("said", ["", " ", "-rhee", "a b", "ада", "a" * 65, "a/b", "a\nb", "a'b", "<b>"])
def test_a_name_that_could_be_mistaken_is_refused(said: str) -> None:
    with pytest.raises(WhereasError, match="a name has"):
        checked_name(said)


@pytest.mark.parametrize("said", ["whereas", " Whereas "])
def test_nobody_takes_the_name_of_the_programs_own_acts(said: str) -> None:
    with pytest.raises(WhereasError, match="own acts"):
        checked_name(said)


def test_names_and_audiences_are_read_plainly() -> None:
    assert checked_name(" Rhee.J ") == "rhee.j"
    assert checked_audiences("eu, un,") == {"eu", "un"}
    with pytest.raises(WhereasError, match="an audience"):
        checked_audiences("eu, all of them!")
