"""What of a talk is worth being told to who was not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from coterie.talk.models import Message

BEST = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that others liked or answered."""

    key: str
    group: str
    name: str
    text: str


def best_missed(member: int, seen: Mapping[int, datetime]) -> list[Missed]:
    """Return the messages of others with most signs under them, newer than what a member has seen of each group."""
    newer = Q(pk=None)
    for group, until in seen.items():
        newer |= Q(group=group, posted_at__gt=until)
    rows = Message.objects.filter(newer, deleted_at=None).exclude(member=member).exclude(text="")
    rows = rows.annotate(signs=Count("reactions")).filter(signs__gte=1).order_by("-signs", "-posted_at", "-id")
    return [
        Missed(row.key, row.group.key, row.member.name, row.text)
        for row in rows.select_related("member", "group")[:BEST]
    ]
