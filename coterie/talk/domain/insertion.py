"""Writing the row of a new message: one statement, which also sees whether it was written before."""

import json
from datetime import datetime

from django.db import connection

from coterie.talk.models import Message

NONCE = 40
"""Signs of a nonce that count."""

COLUMNS = (
    "key", "group_id", "member_id", "text", "mentions", "hanging", "reply_to_id", "root_id", "kind",
    "posted_at", "nonce", "deleted_by_staff",
)  # fmt: skip
INSERT = f"""
INSERT INTO {Message._meta.db_table} ({", ".join(COLUMNS)}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
    ON CONFLICT (member_id, nonce) WHERE nonce IS NOT NULL DO NOTHING RETURNING id
"""  # noqa: S608 - our own names


def inserted(message: Message) -> bool:
    """Write a new message and give it its number; False when its member has sent this nonce before.

    Written by hand because every message passes here: the ORM takes five times as long and a second statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row_of(message))
        written = cursor.fetchone()
    message.pk = written[0] if written else None
    return written is not None


def row_of(message: Message) -> tuple[str | int | datetime | None, ...]:
    """Return the columns of a new message."""
    return (
        message.key,
        message.group_id,
        message.member_id,
        message.text,
        json.dumps(message.mentions),
        message.hanging,
        message.reply_to_id,
        message.root_id,
        message.kind,
        connection.ops.adapt_datetimefield_value(message.posted_at),
        message.nonce,
        False,
    )
