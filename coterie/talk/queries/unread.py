"""How much was said in groups since somebody looked."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from coterie.groups.queries.groups import members_in
from coterie.groups.queries.seat import Seat, seen_until
from coterie.talk.models import Message, Notice


def unread_in(member: int, seen: Mapping[int, datetime]) -> dict[int, int]:
    """Return how many messages of others came in each group after a moment; groups without any are left out."""
    if not seen:
        return {}
    newer = Q()
    for group, until in seen.items():
        newer |= Q(group=group, posted_at__gt=until)
    rows = Message.objects.filter(newer, deleted_at=None).exclude(member=member)
    return dict(rows.values_list("group").annotate(number=Count("pk")).order_by())


def until_of(seats: list[Seat]) -> dict[int, datetime]:
    """Return until when the holder of these seats has seen each group."""
    return {seat.group: seat.seen_until for seat in seats}


def notices_of(member: int) -> QuerySet[Notice]:
    """What was said to a member in groups where they sit, the newest first; `seen` is until when they looked there."""
    rows = Notice.objects.filter(member=member, message__deleted_at=None).order_by("-at", "-id")
    rows = rows.annotate(seen=seen_until("message__group", "member")).filter(seen__isnull=False)
    return rows.select_related("message__member", "message__group")


def unseen_notices(member: int) -> dict[int, int]:
    """Return how many notices a member has not seen, by group."""
    rows = notices_of(member).filter(message__posted_at__gt=F("seen")).order_by()
    return dict(rows.values_list("message__group").annotate(number=Count("pk")))


def seen_by(group: int, since: datetime) -> tuple[int, int]:
    """Return how many members of a group have looked at it since then, and how many there are."""
    seats = members_in(group)
    facts = seats.aggregate(seen=Count("pk", filter=Q(read_at__gte=since)), all=Count("pk"))
    return facts["seen"], facts["all"]
