"""Bundles: whole or not there, and their names stay in their folder."""

import zipfile

import pytest

from coterie.kit.ids import new_key
from coterie.platform.files import bundle


@pytest.fixture
def key():
    key = new_key()
    yield key
    bundle.drop(key)


def names(key):
    with zipfile.ZipFile(bundle.packed(key)) as pack:
        return sorted(pack.namelist())


def test_what_was_put_is_packed(key):
    bundle.put(key, "1 Dan.png", b"dan")
    bundle.put(key, "1 Dan.png", b"Dan")
    bundle.put(key, "2 妮娜.png", b"nina")

    bundle.close(key)

    assert names(key) == ["1 Dan.png", "2 妮娜.png"]
    assert not bundle.folder(key).exists()


def test_closed_twice_is_the_same(key):
    bundle.put(key, "1.png", b"1")

    assert bundle.close(key).read_bytes() == bundle.close(key).read_bytes()


def test_closing_goes_on_after_a_crash(key, monkeypatch):
    """Killed between the ZIP and the clearing away: the folder is whole still, and packed again."""
    bundle.put(key, "1.png", b"1")
    monkeypatch.setattr("pathlib.Path.rename", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bundle.close(key)
    monkeypatch.undo()

    bundle.close(key)

    assert names(key) == ["1.png"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.png", "etc passwd.png"),
        ("a/b\\c:d.png", "a b c d.png"),
        ("..", "-."),
        ("\u202egnp.exe.png", "gnp.exe.png"),
        ("x" * 300 + ".png", "x" * 80 + ".png"),
    ],
)
def test_names_are_safe(name, kept):
    assert bundle.safe(name) == kept
