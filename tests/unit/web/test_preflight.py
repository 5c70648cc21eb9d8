"""What is said to whoever starts a server that could not work as it was told to."""

import os
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from whereas.core.errors import WhereasError
from whereas.settings import Settings, settings
from whereas.web.config import Config
from whereas.web.preflight import cautions, check
from whereas.web.serving import secret_of


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(settings=Settings(home=tmp_path / "home"), focus="dprk", clock=lambda: "2024-02-01T09:00:00Z")


def test_what_can_work_passes_and_the_home_is_its_owners_alone(config: Config) -> None:
    check(replace(config, hosts=("whereas.example.org", "10.0.0.5", "fd00::5"), proxies=("10.88.0.0/16",)))
    assert config.home.stat().st_mode & 0o777 == 0o700
    assert list(config.home.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "what", "where"),
    [
        ({"port": 70_000}, "70000 is no port", "--port"),
        ({"port": -1}, "-1 is no port", "--port"),
        ({"hosts": ("https://whereas.example.org/",)}, "no name of a host", "--name"),
        ({"hosts": ("whereas.example.org:8000",)}, "no name of a host", "--name"),
        ({"hosts": ("",)}, "no name of a host", "--name"),
        ({"proxies": ("proxy.example.org",)}, "is no address", "--proxy"),
        ({"proxies": ("10.88.0.1/16",)}, "is no address", "--proxy"),
        ({"proxies": ("0.0.0.0/0",)}, "no network of proxies", "--proxy"),
        ({"proxies": ("::/0",)}, "no network of proxies", "--proxy"),
        ({"focus": "atlantis"}, "there is no programme 'atlantis'", ""),
    ],
)
def test_each_wrong_setting_is_named_with_what_to_do(
    config: Config, wrong: dict[str, object], what: str, where: str
) -> None:
    with pytest.raises(WhereasError) as caught:
        check(replace(config, **wrong))  # type: ignore[arg-type]
    assert what in caught.value.what
    assert caught.value.where == where
    assert caught.value.todo
    assert not config.home.exists()


def test_a_mirror_that_is_not_there_is_named(config: Config, tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="the mirror is no folder") as caught:
        check(replace(config, settings=replace(config.settings, mirror=(tmp_path, tmp_path / "gone"))))
    assert caught.value.where == str(tmp_path / "gone")


def test_a_home_that_is_a_file_is_named(config: Config) -> None:
    config.home.write_text("")
    with pytest.raises(WhereasError, match="cannot be written to: File exists") as caught:
        check(config)
    assert caught.value.where == str(config.home)


def test_a_home_that_may_not_be_written_to_is_named(config: Config) -> None:
    config.home.mkdir(mode=0o500)
    if os.access(config.home, os.W_OK):
        pytest.skip("this account may write anywhere; tests/journeys asks as another one")
    with pytest.raises(WhereasError, match="cannot be written to: Permission denied"):
        check(config)


def test_a_ledger_that_is_no_address_of_postgresql_does_not_become_a_file_of_that_name() -> None:
    for said in ("mysql://u:geheim@h/n", "postgresql+psycopg://h/n", "ledger.sqlite"):
        with pytest.raises(WhereasError, match="SQLite or PostgreSQL") as caught:
            settings({"WHEREAS_LEDGER": said})
        assert "geheim" not in str(caught.value)
    assert settings({"WHEREAS_LEDGER": "postgresql://h/n"}).ledger == "postgresql://h/n"


def test_a_clock_behind_the_ledger_is_cautioned_of(config: Config) -> None:
    assert list(cautions(config)) == []
    assert list(cautions(config, newest="2024-02-01T09:04:00Z")) == []
    (said,) = cautions(config, newest="2024-02-03T00:00:00Z")
    assert "2024-02-01T09:00:00Z" in said
    assert "2024-02-03T00:00:00Z" in said


def test_tls_without_a_name_is_cautioned_of(config: Config) -> None:
    (said,) = cautions(replace(config, https=True))
    assert "--name" in said
    assert list(cautions(replace(config, https=True, hosts=("whereas.example.org",)))) == []


def test_a_proxy_without_tls_is_cautioned_of(config: Config) -> None:
    (said,) = cautions(replace(config, proxies=(*config.proxies, "10.88.0.1")))
    assert "--https" in said


def test_the_secret_is_made_once_and_waited_for_where_another_makes_it(tmp_path: Path) -> None:
    made = secret_of(tmp_path / "home")
    place = tmp_path / "home" / "web-secret"
    assert (len(made) >= 32, place.stat().st_mode & 0o777) == (True, 0o600)
    assert secret_of(tmp_path / "home") == made
    place.write_text("")
    later = Timer(0.3, place.write_text, (made,))
    later.start()
    assert secret_of(tmp_path / "home") == made
    later.join()
    place.write_text("short")
    with pytest.raises(WhereasError, match="damaged"):
        secret_of(tmp_path / "home")
