"""What hangs on a message: pictures, files, recordings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from coterie.kit.text import clean
from coterie.platform.files.models import StoredFile
from coterie.platform.files.sound import heard, is_sound
from coterie.platform.files.storing import store_document, store_sound
from coterie.talk.models import Enclosure, Message, Picture


@dataclass(frozen=True, slots=True)
class Shot:
    """A stored picture: the key of its file, and its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A stored file, or a recording, which has `seconds` and no name."""

    file: str
    name: str
    size: int
    seconds: int | None = None


def hung_up(data: bytes, name: str, *, community: int, now: datetime) -> tuple[StoredFile, Shot | Paper]:
    """Keep a file as what its bytes turn out to be, so that it can hang on a message.

    Raises Invalid for what is none of the kinds that are safe to hand over.
    """
    if is_sound(data):
        sound = heard(data)
        stored = store_sound(sound, community=community, now=now)
        return stored, Paper(stored.key, "", stored.size, sound.seconds)
    stored = store_document(data, community=community, now=now)
    if stored.width and stored.height:
        return stored, Shot(stored.key, stored.width, stored.height)
    return stored, Paper(stored.key, clean(PurePath(name).name)[:120] or stored.key, stored.size)


def hang(message: Message, things: Sequence[Shot | Paper]) -> None:
    """Hang things on a message, in their order."""
    shots = [thing for thing in things if isinstance(thing, Shot)]
    papers = [thing for thing in things if isinstance(thing, Paper)]
    if shots:
        Picture.objects.bulk_create(
            Picture(message=message, position=position, file=shot.file, width=shot.width, height=shot.height)
            for position, shot in enumerate(shots)
        )
    if papers:
        Enclosure.objects.bulk_create(
            Enclosure(
                message=message, position=position, file=one.file, name=one.name, size=one.size, seconds=one.seconds
            )
            for position, one in enumerate(papers)
        )
