"""Messages that a history from elsewhere tells of, many at a time."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection, transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.ids import ALPHABET, KEY_LENGTH
from coterie.platform.events.log import EventRow, insert_rows
from coterie.talk.domain import search_index
from coterie.talk.events import MessagePosted

ROW = "(%s, %s, %s, %s, %s, 0, %s, %s, %s)"
INSERT = (
    'INSERT INTO talk_messages ("key", group_id, member_id, "text", mentions, picture_count, posted_at,'
    ' deleted_by_staff, source_ref) VALUES {rows} ON CONFLICT DO NOTHING RETURNING id, "key"'
)
KNOWN = "SELECT source_ref FROM talk_messages WHERE group_id = %s AND source_ref IN ({refs})"
AT_ONCE = 1_000
"""Rows of one statement: 8,000 values are within the limits of both databases."""
FAIR = len(ALPHABET) * (256 // len(ALPHABET))
"""Random bytes from here on are thrown away, or some signs would come more often than others."""


@dataclass(frozen=True, slots=True)
class OldMessage:
    """A message as its source tells it; `ref` is the same at every import, `mentions` as in `Message`."""

    ref: str
    member: int
    text: str
    at: datetime
    mentions: list[list[int]]


def refs_known(group: int, refs: Sequence[str]) -> set[str]:
    """Return which of the messages the group already has."""
    known: set[str] = set()
    with connection.cursor() as cursor:
        for place in range(0, len(refs), AT_ONCE):
            some = refs[place : place + AT_ONCE]
            cursor.execute(KNOWN.format(refs=", ".join(["%s"] * len(some))), [group, *some])
            known.update(ref for (ref,) in cursor.fetchall())
    return known


@transaction.atomic
def import_messages(
    *,
    community: int,
    group: int,
    messages: Sequence[OldMessage],
    actor: Actor,
    now: datetime,  # noqa: ARG001 - they were said when they were said
) -> int:
    """Enter messages at their own time, findable and told of like any other; return how many were new."""
    require(actor, Permission.IMPORT, community)
    keys = dict(zip(new_keys(len(messages)), messages, strict=True))
    fresh = [(pk, keys[key]) for pk, key in sorted(insert(group, list(keys.items())))]
    search_index.enter(search_index.Entry(pk, community, message.text) for pk, message in fresh)
    insert_rows(posted(pk, message, community, group, actor) for pk, message in fresh)
    return len(fresh)


def new_keys(count: int) -> list[str]:
    """Return public keys, quicker by the thousand than `kit.ids.new_key` one by one."""
    table = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
    unfair, signs = bytes(range(FAIR, 256)), ""
    while len(signs) < count * KEY_LENGTH:
        signs += os.urandom(count * KEY_LENGTH).translate(table, unfair).decode()
    return [signs[place : place + KEY_LENGTH] for place in range(0, count * KEY_LENGTH, KEY_LENGTH)]


def insert(group: int, messages: Sequence[tuple[str, OldMessage]]) -> Iterator[tuple[int, str]]:
    """Write the rows, except those that are there already; yield number and key of each written one."""
    adapt = cache(connection.ops.adapt_datetimefield_value)
    with connection.cursor() as cursor:
        for place in range(0, len(messages), AT_ONCE):
            some = messages[place : place + AT_ONCE]
            values = [
                value
                for key, said in some
                for value in (key, group, said.member, said.text, mentions_json(said), adapt(said.at), False, said.ref)
            ]
            cursor.execute(INSERT.format(rows=", ".join([ROW] * len(some))), values)
            yield from cursor.fetchall()


def mentions_json(message: OldMessage) -> str:
    """Return the mentions as they are kept; most messages have none."""
    return json.dumps(message.mentions) if message.mentions else "[]"


def posted(pk: int, message: OldMessage, community: int, group: int, actor: Actor) -> EventRow:
    """Return the log's row of a message."""
    named = ",".join(str(member) for member in sorted({member for _begin, _end, member in message.mentions}))
    return EventRow(
        message.at, MessagePosted.kind, community=community, actor=actor.account, subject=pk, member=message.member,
        group=group, data=f'{{"reply_to":null,"length":{len(message.text)},"mentions":[{named}],"pictures":0}}',
    )  # fmt: skip
