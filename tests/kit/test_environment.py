"""The environment is read once, and a misspelt setting stops the program."""

import stat
import threading

import pytest

from coterie.kit.environment import KNOWN, Environment, WrongEnvironment, made_key


def read(tmp_path, **variables):
    return Environment.read({"COTERIE_DATA": str(tmp_path), "PATH": "/bin"} | variables)


def test_defaults_need_nothing(tmp_path):
    environment = read(tmp_path)

    assert environment.data == tmp_path
    assert (environment.database_url, environment.redis_url, environment.mail_url) == ("", "", "")
    assert (environment.base_url, environment.engine) == ("http://127.0.0.1:8000", "duckdb")


@pytest.mark.parametrize(("wrong", "near"), [("COTERIE_BASEURL", "COTERIE_BASE_URL"), ("COTERIE_DTA", "COTERIE_DATA")])
def test_unknown_name_stops_with_the_nearest_known_one(tmp_path, wrong, near):
    with pytest.raises(WrongEnvironment, match=f"did you mean {near}"):
        read(tmp_path, **{wrong: "x"})


def test_every_known_name_is_read(tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    given = {
        "COTERIE_DATABASE_URL": "postgres://x/y",
        "COTERIE_REDIS_URL": "redis://x",
        "COTERIE_BASE_URL": "https://books.example/",
        "COTERIE_MAIL_URL": "smtp://x",
        "COTERIE_ENGINE": "spark",
        "COTERIE_SECRET_KEY_FILE": str(tmp_path / "key"),
    }

    environment = read(tmp_path, **given)

    assert set(KNOWN) == {*given, "COTERIE_DATA", "COTERIE_SECRET_KEY"}
    assert environment == Environment(
        data=tmp_path,
        database_url="postgres://x/y",
        redis_url="redis://x",
        base_url="https://books.example",
        mail_url="smtp://x",
        engine="spark",
        secret_key="from a file",
    )
    assert read(tmp_path, **given, COTERIE_SECRET_KEY="given").secret_key == "given"


def test_key_is_made_once_and_is_ours_alone(tmp_path):
    first = read(tmp_path).secret_key

    assert read(tmp_path).secret_key == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_key(tmp_path):
    keys, barrier = [], threading.Barrier(8)

    def begin():
        barrier.wait()
        keys.append(made_key(tmp_path / "new" / "secret_key"))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
