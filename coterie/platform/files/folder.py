"""Where the bytes lie: `files/` in the data folder, two signs of the key to a sub-folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from coterie.platform.files import document

ENDINGS = {
    "image/webp": "webp",
    **{kind.media_type: kind.ending for kind in (document.PDF, document.MP3, document.MP4, document.M4A)},
    **{kind.media_type: kind.ending for kind in (document.TEXT, document.ZIP, document.BOOK)},
    **{media_type: document.SHEETS[folder] for folder, media_type in document.OFFICE.items()},
}
SMALL = ".small"


def path_of(key: str, media_type: str, *, small: bool = False) -> Path:
    """Return where the file with `key`, or its small picture, lies."""
    return root() / key[:2] / f"{key}{SMALL if small else ''}.{ENDINGS[media_type]}"


def ending_of(media_type: str) -> str:
    """Return how names of files of this kind end."""
    return ENDINGS[media_type]


def root() -> Path:
    """Return the folder of all files."""
    folder: Path = settings.DATA / "files"
    return folder


def write(path: Path, data: bytes) -> None:
    """Write `data` so that after a crash the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f"{path.suffix}.part")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def everything() -> Iterator[tuple[str, Path]]:
    """Yield the key and the path of every file in the folder, unfinished ones too."""
    for path in root().glob("*/*"):
        yield path.name.partition(".")[0], path
