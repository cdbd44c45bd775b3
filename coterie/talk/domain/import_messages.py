"""Messages that a history from elsewhere tells of, many at a time."""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.ids import ALPHABET, KEY_LENGTH
from coterie.platform.events.log import EventRow, insert_rows
from coterie.talk.domain import search_index
from coterie.talk.events import MessagePosted
from coterie.talk.models import Message

INSERT = (
    'INSERT INTO talk_messages ("key", group_id, member_id, "text", mentions, picture_count, posted_at,'
    " deleted_by_staff, source_ref) VALUES (%s, %s, %s, %s, %s, 0, %s, %s, %s) ON CONFLICT DO NOTHING"
)
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


def refs_known(group: int, refs: Collection[str]) -> set[str]:
    """Return which of the messages the group already has."""
    rows = Message.objects.filter(group=group, source_ref__in=refs).values_list("source_ref", flat=True)
    return {str(ref) for ref in rows}


@transaction.atomic
def import_messages(
    *, community: int, group: int, messages: Sequence[OldMessage], actor: Actor, now: datetime,  # noqa: ARG001 - they were said when they were said
) -> int:  # fmt: skip
    """Enter messages at their own time, findable and told of like any other; return how many were new."""
    require(actor, Permission.IMPORT, community)
    keys = dict(zip(new_keys(), messages, strict=False))
    insert(group, keys)
    rows = Message.objects.filter(group=group, source_ref__in=[message.ref for message in messages])
    fresh = [(pk, keys[key]) for pk, key in rows.order_by("id").values_list("id", "key") if key in keys]
    search_index.enter(search_index.Entry(pk, community, message.text) for pk, message in fresh)
    insert_rows(posted(pk, message, community, group, actor) for pk, message in fresh)
    return len(fresh)


def new_keys() -> Iterator[str]:
    """Yield public keys, quicker by the thousand than `kit.ids.new_key` one by one."""
    table = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
    unfair = bytes(range(FAIR, 256))
    while True:
        signs = iter(os.urandom(4096).translate(table, unfair).decode())
        while len(key := "".join(islice(signs, KEY_LENGTH))) == KEY_LENGTH:
            yield key


def insert(group: int, messages: dict[str, OldMessage]) -> None:
    """Write the rows; one that is there already stays as it is."""
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT,
            [
                (
                    key,
                    group,
                    message.member,
                    message.text,
                    json.dumps(message.mentions),
                    adapt(message.at),
                    False,
                    message.ref,
                )
                for key, message in messages.items()
            ],
        )


def posted(pk: int, message: OldMessage, community: int, group: int, actor: Actor) -> EventRow:
    """Return the log's row of a message."""
    named = sorted({member for _begin, _end, member in message.mentions})
    facts = {"reply_to": None, "length": len(message.text), "mentions": named, "pictures": 0}
    return EventRow(
        message.at, MessagePosted.kind, community=community, actor=actor.account, subject=pk, member=message.member,
        group=group, data=json.dumps(facts, separators=(",", ":")),
    )  # fmt: skip
