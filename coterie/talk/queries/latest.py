"""The last words of several groups, for a list of groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.expressions import RawSQL

from coterie.talk.models import Message

GROUPS = Message._meta.get_field("group").related_model._meta.db_table
LAST = """
SELECT (SELECT said.id FROM {messages} said WHERE said.group_id = room.id AND said.deleted_at IS NULL
         ORDER BY said.posted_at DESC, said.id DESC LIMIT 1)
  FROM "{groups}" room WHERE room.id IN ({marks})
"""


@dataclass(frozen=True, slots=True)
class Latest:
    """The last message of a group; without words it is a picture."""

    name: str
    text: str
    posted_at: datetime


def latest_in(groups: Collection[int]) -> dict[int, Latest]:
    """Return the last message of each group that has one; one query, which reads one row per group."""
    if not groups:
        return {}
    last = LAST.format(messages=Message._meta.db_table, groups=GROUPS, marks=", ".join(["%s"] * len(groups)))
    rows = Message.objects.filter(pk__in=RawSQL(last, list(groups)))  # noqa: S611 - our own names
    found = rows.values_list("group", "member__name", F("text"), "posted_at")
    return {group: Latest(name, text[:200], at) for group, name, text, at in found}
