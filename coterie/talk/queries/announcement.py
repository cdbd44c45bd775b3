"""The announcement above a group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coterie.kit.db.prepared import Prepared
from coterie.talk.models import Pin

COLUMNS = ("message__key", "message__text", "message__member__name", "message__posted_at", "pinned_at")


@dataclass(frozen=True, slots=True)
class Announcement:
    """The message that stands above a group."""

    key: str
    text: str
    name: str
    posted_at: datetime
    pinned_at: datetime


_announced = Prepared(
    lambda group: Pin.objects.filter(group=group, unpinned_at=None).values_list(*COLUMNS),
    int,
)


def announcement_of(group: int) -> Announcement | None:
    """Return what is announced in a group."""
    return next((Announcement(*facts) for facts in _announced(group)), None)


def announcements_of(groups: Collection[int]) -> dict[int, Announcement]:
    """Return what is announced in several groups."""
    rows = Pin.objects.filter(group__in=groups, unpinned_at=None).values_list("group", *COLUMNS)
    return {group: Announcement(*facts) for group, *facts in rows}
