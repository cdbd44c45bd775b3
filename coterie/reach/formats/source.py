"""A file to be read: plain or gzip, never larger in memory than one block."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid

SAMPLE = 256 * 1024
BLOCK = 256 * 1024
MAX_BYTES = 8 * 1024**3
"""Unpacked size above which a packed file is refused."""
MAX_RATIO = 200
"""Logs and tables pack 5 to 50 times; above this a large file is a bomb."""
RATIO_COUNTS_FROM = 32 * 1024**2


class Unreadable(Invalid):
    """The file cannot be read at all; nothing was imported."""

    code = "unreadable_file"


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk and the name its owner knows it by."""

    path: Path
    name: str
    packed: bool

    @classmethod
    def of(cls, path: Path, name: str = "") -> "Source":
        """Look at the first bytes of `path`.

        Raises Unreadable for a missing or an empty file, an archive, a damaged or a hostile gzip file.
        """
        try:
            with path.open("rb") as file:
                magic = file.read(4)
        except OSError as error:
            raise Unreadable(_("The file cannot be opened.")) from error
        if magic.startswith(b"PK\x03\x04"):
            raise Unreadable(_("This is a zip archive: unpack it and import the files inside."))
        source = cls(path, name or str(path), packed=magic.startswith(b"\x1f\x8b"))
        if source.packed:
            refuse_bomb(path)
        if not source.sample(1):
            raise Unreadable(_("The file is empty."))
        return source

    def open(self) -> BinaryIO:
        """Return the unpacked bytes from the beginning."""
        return cast("BinaryIO", gzip.open(self.path, "rb")) if self.packed else self.path.open("rb")

    def sample(self, size: int = SAMPLE) -> bytes:
        """Return the first `size` unpacked bytes."""
        with self.open() as stream:
            return stream.read(size)


def refuse_bomb(path: Path) -> None:
    """Unpack a gzip file once without keeping it.

    Raises Unreadable when it is damaged, cut short, or grows beyond reason.
    """
    packed, unpacked = path.stat().st_size, 0
    try:
        with gzip.open(path, "rb") as stream:
            while block := stream.read(BLOCK):
                unpacked += len(block)
                if unpacked > MAX_BYTES or unpacked > max(RATIO_COUNTS_FROM, MAX_RATIO * packed):
                    raise Unreadable(_("The packed file grows beyond reason when unpacked; it was refused."))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(_("The packed file is damaged or cut short; nothing was imported.")) from error


def blocks(stream: BinaryIO, code: str) -> Iterator[bytes]:
    """Yield the stream in blocks, wide codes turned into UTF-8 on the way."""
    if code == "utf-8":
        yield from iter(lambda: stream.read(BLOCK), b"")
        return
    decoder = codecs.getincrementaldecoder(code)(errors="replace")
    while block := stream.read(BLOCK):
        yield decoder.decode(block).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")
