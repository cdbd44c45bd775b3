"""Files that come with work: looked at before anything is locked, kept with it, let go after it was sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.partners.enums import WorkState
from coterie.partners.models import Work, WorkFile
from coterie.platform.files.bundle import safe
from coterie.platform.files.document import LARGEST, Whole
from coterie.platform.files.folder import ending_of
from coterie.platform.files.picture import Drawn
from coterie.platform.files.storing import looked_at, remove, store_looked_at, stored_file

MOST_FILES = 5
KEPT = timedelta(days=30)
"""How long the files of work stay that was sent back: so long its partner can look what was meant."""


class Sent(Protocol):
    """A file as it was sent, read when its turn comes."""

    @property
    def name(self) -> str | None:
        """What its sender calls it."""

    @property
    def size(self) -> int | None:
        """How many bytes it has."""

    def read(self) -> bytes:
        """Return its bytes."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that can be kept: its name, and a picture drawn anew or the bytes of anything else."""

    name: str
    thing: Drawn | Whole


def looked_over(files: Sequence[Sent]) -> list[Looked]:
    """Look at what was sent with work, one file after the other.

    Raises Invalid for too many, and for one that cannot be kept, by its name.
    """
    if len(files) > MOST_FILES:
        raise Invalid(_("At most five files."), field="files")
    return [Looked(one.name or "", thing_in(one)) for one in files]


def thing_in(one: Sent) -> Drawn | Whole:
    """Return what is kept of a file."""
    try:
        return looked_at(bytes_of(one))
    except Invalid as error:
        said = {"name": safe(one.name or ""), "why": str(error)}
        raise Invalid(_("%(name)s: %(why)s") % said, field="files") from error


def bytes_of(one: Sent) -> bytes:
    """Return the bytes of a file. Raises Invalid for too many, before they are read."""
    if (one.size or 0) > LARGEST:
        raise Invalid(_("The file is larger than 20 MB."))
    return one.read()


def keep_files(work: Work, files: Sequence[Looked], community: int, now: datetime) -> None:
    """Keep files with their work, in the caller's transaction: what is refused leaves none behind."""
    for position, one in enumerate(files):
        stored = store_looked_at(one.thing, community=community, now=now)
        # What it is called may be a trap; what it is, its bytes told.
        name = safe(f"{PurePath(one.name).stem}.{ending_of(stored.media_type)}")
        facts = {"size": stored.size, "width": stored.width, "height": stored.height}
        WorkFile.objects.create(work=work, position=position, file=stored.key, name=name, **facts)


def let_files_go(*, now: datetime) -> int:
    """Delete the files of work that was sent back long ago, its words stay; return how many."""
    old = list(WorkFile.objects.filter(work__state=WorkState.SENT_BACK, work__decided_at__lt=now - KEPT))
    for row in old:
        with transaction.atomic():
            remove(stored_file(row.file))
            row.delete()
    return len(old)
