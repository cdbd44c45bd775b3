"""The announcement above a group."""

from dataclasses import dataclass
from datetime import datetime

from coterie.talk.models import Pin


@dataclass(frozen=True, slots=True)
class Announcement:
    """The message that stands above a group."""

    key: str
    text: str
    name: str
    posted_at: datetime
    pinned_at: datetime


def announcement_of(group: int) -> Announcement | None:
    """Return what is announced in a group."""
    row = (
        Pin.objects.filter(group=group, unpinned_at=None)
        .values_list("message__key", "message__text", "message__member__name", "message__posted_at", "pinned_at")
        .first()
    )
    return Announcement(*row) if row else None
