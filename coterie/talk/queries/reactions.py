"""What stands under messages: the signs of members, and how many answers."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from django.db import connection

from coterie.talk.enums import Emoji
from coterie.talk.models import Message, Reaction
from coterie.talk.queries.shown import Reactions

ORDER = {emoji: place for place, emoji in enumerate(Emoji.values)}
UNDER = """
SELECT message_id, emoji, COUNT(*), MAX(CASE WHEN member_id = %s THEN 1 ELSE 0 END)
  FROM {reactions} WHERE message_id IN ({marks}) GROUP BY message_id, emoji
UNION ALL
SELECT reply_to_id, '', COUNT(*), 0
  FROM {messages} WHERE reply_to_id IN ({marks}) AND deleted_at IS NULL GROUP BY reply_to_id
"""


class Under(NamedTuple):
    """The signs under one message, in the order of the list of signs, and the number of its answers."""

    reactions: tuple[Reactions, ...] = ()
    replies: int = 0


NOTHING = Under()


def under(messages: Sequence[int], reader: int | None) -> dict[int, Under]:
    """Return what stands under those of the messages that have something; one query, no ORM: every page asks it."""
    if not messages:
        return {}
    signs: dict[int, list[Reactions]] = defaultdict(list)
    replies: dict[int, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(question(len(messages)), [reader or 0, *messages, *messages])
        for message, emoji, count, mine in cursor.fetchall():
            if emoji:
                signs[message].append(Reactions(emoji, count, bool(mine)))
            else:
                replies[message] = count
    return {message: Under(in_order(signs[message]), replies.get(message, 0)) for message in {*signs, *replies}}


def still_reacts(message: int, member: int) -> bool:
    """Tell whether a member has a sign under a message."""
    return Reaction.objects.filter(message=message, member=member).exists()


@cache
def question(number: int) -> str:
    """Return the SQL for some number of messages."""
    names = {"reactions": Reaction._meta.db_table, "messages": Message._meta.db_table}
    return UNDER.format(marks=", ".join(["%s"] * number), **names)


def in_order(signs: list[Reactions]) -> tuple[Reactions, ...]:
    """Return signs in the order of the list of signs, so that they do not jump about."""
    return tuple(sorted(signs, key=lambda sign: ORDER[sign.emoji]))
