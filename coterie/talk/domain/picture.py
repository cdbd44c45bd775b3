"""Pictures that hang on a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.talk.models import Message, Picture


@dataclass(frozen=True, slots=True)
class Shot:
    """A stored picture: the key of its file, and its size in pixels."""

    file: str
    width: int
    height: int


def hang(message: Message, shots: Sequence[Shot]) -> None:
    """Hang pictures on a message, in their order."""
    if shots:
        Picture.objects.bulk_create(
            Picture(message=message, position=position, file=shot.file, width=shot.width, height=shot.height)
            for position, shot in enumerate(shots)
        )
