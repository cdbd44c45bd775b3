"""Files that come with a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import ClassVar

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from coterie.kit.errors import DomainError

MB = 1024**2


class TooLarge(DomainError):
    """What was sent is larger than is taken here."""

    code: ClassVar[str] = "too_large"
    status: ClassVar[int] = 413


def refuse_large(file: "UploadedFile[bytes]", most: int, field: str) -> None:
    """Raise TooLarge for a file of more than `most` bytes."""
    if (file.size or 0) > most:
        raise TooLarge(_("The file is larger than %(most)s MB.") % {"most": most // MB}, field=field)


@contextmanager
def on_disk(file: "UploadedFile[bytes]") -> Iterator[Path]:
    """Lend the path of a file while it is read; a small one, which came in memory, is written down first."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with NamedTemporaryFile() as copy:
        for part in file.chunks():
            copy.write(part)
        copy.flush()
        yield Path(copy.name)
