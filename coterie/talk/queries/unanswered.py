"""Messages that nobody answered: no reply, no sign, no mention of their author afterwards."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from coterie.talk.models import Message, Reaction

MOST = 200


def unanswered(members: Collection[int], *, since: datetime, until: datetime) -> list[Message]:
    """Return what these members said in that time and nobody else answered, who waits longest first."""
    others = Message.objects.filter(reply_to=OuterRef("pk"), deleted_at=None).exclude(member=OuterRef("member"))
    signs = Reaction.objects.filter(message=OuterRef("pk")).exclude(member=OuterRef("member"))
    said = Message.objects.filter(
        ~Exists(others), ~Exists(signs), member__in=members, posted_at__gte=since, posted_at__lte=until, deleted_at=None
    )
    rows = list(said.select_related("member", "group").order_by("posted_at", "id")[:MOST])
    named = mentions_after(rows)
    return [row for row in rows if not any(at > row.posted_at for at in named.get((row.group_id, row.member_id), ()))]


def mentions_after(rows: Collection[Message]) -> dict[tuple[int, int], list[datetime]]:
    """Return when others named the authors of these messages in the same group afterwards."""
    named: dict[tuple[int, int], list[datetime]] = {}
    if not rows:
        return named
    later = Message.objects.filter(
        group__in={row.group_id for row in rows}, posted_at__gt=min(row.posted_at for row in rows), deleted_at=None
    ).exclude(mentions=[])
    for group, author, at, mentions in later.values_list("group", "member", F("posted_at"), "mentions"):
        for _begin, _end, member in mentions:
            if member != author:
                named.setdefault((group, member), []).append(at)
    return named
