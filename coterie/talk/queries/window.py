"""What was said in a group in a stretch of time."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coterie.talk.models import Message, Reaction


@dataclass(frozen=True, slots=True)
class Line:
    """A message with who said it and how many people answered it with a sign."""

    message: int
    key: str
    member: int
    name: str
    text: str
    pictures: int
    posted_at: datetime
    signs: int


def said_between(
    group: int, since: datetime, until: datetime, *, without: Collection[int] = (), most: int = 1000
) -> list[Line]:
    """Return what was said from `since` until just before `until` and is still there, the first first."""
    rows = Message.objects.filter(group=group, posted_at__gte=since, posted_at__lt=until, deleted_at=None)
    rows = rows.exclude(pk__in=without).order_by("posted_at", "id")
    found = rows.values_list("pk", "key", "member", "member__name", "text", "hanging", "posted_at")[:most]
    signs = signs_under([row[0] for row in found])
    return [Line(*row, signs[row[0]]) for row in found]


def signs_under(messages: Collection[int]) -> Counter[int]:
    """Return how many people put a sign under each message."""
    pairs = Reaction.objects.filter(message__in=messages).values_list("message", "member").distinct()
    return Counter(message for message, _member in pairs)


def said_in_stretch(group: int, since: datetime, until: datetime, *, without: Collection[int] = ()) -> tuple[int, int]:
    """Return how many messages were said and by how many people."""
    rows = Message.objects.filter(group=group, posted_at__gte=since, posted_at__lt=until, deleted_at=None)
    rows = rows.exclude(pk__in=without)
    return rows.count(), rows.values("member").distinct().count()
