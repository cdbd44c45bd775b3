"""What was answered to some messages."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from coterie.talk.models import Message


class Answer(NamedTuple):
    """Somebody's answer."""

    key: str
    name: str
    text: str
    posted_at: datetime


def answers_to(messages: Collection[int]) -> dict[int, list[Answer]]:
    """Return the direct answers to messages that are still there, the first first."""
    found: dict[int, list[Answer]] = defaultdict(list)
    if messages:
        rows = Message.objects.filter(reply_to__in=messages, deleted_at=None).order_by("posted_at", "id")
        for row in rows.select_related("member"):
            found[row.reply_to_id or 0].append(Answer(row.key, row.member.name, row.text, row.posted_at))
    return found
