"""The log of SQLite is carried over in small steps, beside who reads and writes."""

import sqlite3

import pytest

from coterie.kit.db import write_lock
from coterie.kit.db.sqlite import checkpoint
from coterie.kit.db.sqlite.checkpoint import Checkpointer


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.sqlite3"


@pytest.fixture
def writer(file):
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE words (word TEXT)")
    yield connection
    connection.close()


@pytest.fixture
def checkpointer(file):
    ours = Checkpointer(file)
    yield ours
    ours.close()


def fill(writer: sqlite3.Connection, rows: int = 100) -> None:
    writer.executemany("INSERT INTO words VALUES (?)", [("w" * 3000,)] * rows)


def carried(file) -> int:
    """Return the pages of the file itself, whatever the log holds."""
    return file.stat().st_size // 4096


def test_step_carries_what_was_written(file, writer, checkpointer):
    fill(writer)
    before = carried(file)

    pages = checkpointer.step()

    assert pages >= 100
    assert carried(file) >= before + 100


def test_step_does_nothing_while_nobody_writes(writer, checkpointer):
    fill(writer)
    checkpointer.step()

    assert checkpointer.step() == 0


def test_log_begins_anew_when_it_is_long(file, writer, checkpointer, monkeypatch):
    monkeypatch.setattr(checkpoint, "FULL", 50)
    fill(writer)
    long = checkpointer.step()
    fill(writer, 1)

    assert (long > 100, checkpointer.step() < 10) == (True, True)
    assert writer.execute("SELECT COUNT(*) FROM words").fetchone() == (101,)


def test_long_log_is_left_alone_while_this_process_writes(file, writer, checkpointer, monkeypatch):
    ran = []
    monkeypatch.setattr(checkpoint, "FULL", 50)
    monkeypatch.setattr(checkpoint, "PATIENCE_S", 0.0)
    monkeypatch.setattr(checkpointer, "_run", lambda how: ran.append(how) or (0, 100, 100))
    fill(writer)
    lock = write_lock.of(file)
    lock.acquire(1)

    checkpointer.step()
    lock.release()
    fill(writer, 1)
    checkpointer.step()

    assert ran == ["PASSIVE", "PASSIVE", "RESTART"]


def test_reader_of_an_old_state_is_not_waited_for(file, writer, checkpointer, monkeypatch):
    monkeypatch.setattr(checkpoint, "FULL", 50)
    fill(writer)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    seen = reader.execute("SELECT COUNT(*) FROM words").fetchone()
    fill(writer)

    checkpointer.step()

    assert reader.execute("SELECT COUNT(*) FROM words").fetchone() == seen
    assert writer.execute("SELECT COUNT(*) FROM words").fetchone() == (200,)
    reader.close()


def test_file_that_is_not_there_yet_is_no_error(tmp_path):
    assert Checkpointer(tmp_path / "none.sqlite3").step() == 0
    assert not (tmp_path / "none.sqlite3").exists()
