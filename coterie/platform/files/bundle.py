"""Bundles: many files made one by one, and handed over as one ZIP.

A file is on the disk, whole, when `put` returns; whoever goes on after a crash may put it again. A bundle lies in the
data folder under the key of what it belongs to, and is made again when it is lost: no row knows of it.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from coterie.platform.files.folder import write

UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
PART = 2**18
LONGEST = 80
"""Signs of a name; three bytes each stay within what file systems take."""


def put(bundle: str, name: str, data: bytes) -> None:
    """Keep a file of a bundle; one of this name is replaced."""
    write(folder(bundle) / safe(name), data)


def close(bundle: str) -> Path:
    """Pack what was put, and return the ZIP; a second time returns the same."""
    target, unfinished, gone = packed(bundle), packed(bundle).with_suffix(".part"), folder(bundle).with_suffix(".gone")
    if folder(bundle).exists():
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as pack:
            for path in sorted(folder(bundle).glob("*")):
                if path.suffix != ".part":
                    pack.write(path, path.name)
        unfinished.replace(target)
        # In one step: a folder of which a crash left a half would be packed again.
        folder(bundle).rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return target


def drop(bundle: str) -> None:
    """Delete a bundle, packed or not."""
    for left in (folder(bundle), folder(bundle).with_suffix(".gone")):
        shutil.rmtree(left, ignore_errors=True)
    for left in (packed(bundle), packed(bundle).with_suffix(".part")):
        left.unlink(missing_ok=True)


def packed(bundle: str) -> Path:
    """Return where the ZIP lies once the bundle is closed."""
    return root() / f"{bundle}.zip"


def parts(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a ZIP, opened when the first is asked for."""
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part


def folder(bundle: str) -> Path:
    """Return where the files lie until the bundle is closed."""
    return root() / bundle


def root() -> Path:
    """Return the folder of all bundles."""
    place: Path = settings.DATA / "bundles"
    return place


def safe(name: str) -> str:
    """Return a name that every file system takes, and that stays in its folder."""
    stem, dot, ending = UNSAFE.sub(" ", name).rpartition(".")
    return f"{stem[:LONGEST].strip(' .') or '-'}{dot}{ending[:8]}"
