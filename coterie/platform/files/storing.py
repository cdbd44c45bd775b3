"""Keeping files, finding them, letting them go."""

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from coterie.kit.errors import NotFound
from coterie.kit.ids import new_key
from coterie.platform.files.document import Whole, is_picture, known
from coterie.platform.files.folder import path_of, write
from coterie.platform.files.models import StoredFile
from coterie.platform.files.picture import MEDIA_TYPE, Drawn, drawn
from coterie.platform.files.sound import MEDIA_TYPE as SOUND
from coterie.platform.files.sound import Sound


def store_picture(data: bytes, *, community: int | None, now: datetime) -> StoredFile:
    """Draw the picture anew and keep it, with a small one for lists.

    Raises Invalid for what is too large, broken, or not a picture.
    """
    return store_drawn(drawn(data), community=community, now=now)


def store_drawn(picture: Drawn, *, community: int | None, now: datetime) -> StoredFile:
    """Keep a picture that was drawn before.

    The bytes are on the disk before the row is written; if the row is not, they are cleared away within two days.
    """
    key = new_key()
    write(path_of(key, MEDIA_TYPE), picture.data)
    write(path_of(key, MEDIA_TYPE, small=True), picture.small)
    return StoredFile.objects.create(
        key=key,
        community=community,
        media_type=MEDIA_TYPE,
        size=len(picture.data),
        sha256=hashlib.sha256(picture.data).hexdigest(),
        width=picture.width,
        height=picture.height,
        stored_at=now,
    )


def store_document(data: bytes, *, community: int | None, now: datetime) -> StoredFile:
    """Keep a document as it is, a picture drawn anew; what it is, its content tells.

    Raises Invalid for what is empty, too large, damaged or of no kind that is safe to hand over.
    """
    return store_looked_at(looked_at(data), community=community, now=now)


def looked_at(data: bytes) -> Drawn | Whole:
    """Return what is kept of a document; it takes a while, so do it before anything is locked.

    Raises Invalid for what is empty, too large, damaged or of no kind that is safe to hand over.
    """
    return drawn(data) if is_picture(data) else Whole(known(data), data)


def store_looked_at(thing: Drawn | Whole, *, community: int | None, now: datetime) -> StoredFile:
    """Keep what was looked at before."""
    if isinstance(thing, Drawn):
        return store_drawn(thing, community=community, now=now)
    key = new_key()
    write(path_of(key, thing.kind.media_type), thing.data)
    return StoredFile.objects.create(
        key=key,
        community=community,
        media_type=thing.kind.media_type,
        size=len(thing.data),
        sha256=hashlib.sha256(thing.data).hexdigest(),
        stored_at=now,
    )


def store_sound(sound: Sound, *, community: int | None, now: datetime) -> StoredFile:
    """Keep a sound that was encoded before."""
    key = new_key()
    write(path_of(key, SOUND), sound.data)
    return StoredFile.objects.create(
        key=key,
        community=community,
        media_type=SOUND,
        size=len(sound.data),
        sha256=hashlib.sha256(sound.data).hexdigest(),
        stored_at=now,
    )


def stored_file(key: str) -> StoredFile:
    """Return the file with `key`. Raises NotFound."""
    try:
        return StoredFile.objects.get(key=key)
    except StoredFile.DoesNotExist as error:
        raise NotFound from error


def place_of(file: StoredFile, *, small: bool = False) -> Path:
    """Return where the bytes of `file` lie, to be served as `file.media_type` and with `nosniff`."""
    return path_of(file.key, file.media_type, small=small)


@transaction.atomic
def remove(file: StoredFile) -> None:
    """Delete the file; its bytes go once the transaction is committed."""
    paths = [place_of(file), place_of(file, small=True)]
    file.delete()
    for path in paths:
        transaction.on_commit(partial(path.unlink, missing_ok=True), robust=True)
