"""Messages that a history from elsewhere tells of, many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.bulk import new_numbers, put
from coterie.kit.db.statement import Keeper, Kept, keeper, rows_by_the_thousand
from coterie.kit.ids import new_keys
from coterie.platform.events.log import Alike, insert_alike
from coterie.talk.domain import search_index
from coterie.talk.events import MessagePosted

TABLE = "talk_messages"
COLUMNS = ("id", "key", "member_id", "text", "mentions", "posted_at", "source_ref")
SAME = {"hanging": 0, "deleted_by_staff": False, "kind": ""}
KNOWN = "SELECT source_ref FROM talk_messages WHERE group_id = %s AND source_ref IN ({})"


class OldMessage(NamedTuple):
    """A message as its source tells it; `ref` is the same at every import, `mentions` as in `Message`."""

    ref: str
    member: int
    text: str
    at: datetime
    mentions: list[list[int]]


def refs_known(group: int, refs: Iterable[str]) -> set[str]:
    """Return which of the messages the group already has."""
    return {ref for (ref,) in rows_by_the_thousand(KNOWN, refs, group)}


@transaction.atomic(savepoint=False)
def import_messages(
    *,
    community: int,
    group: int,
    messages: Sequence[OldMessage],
    actor: Actor,
    now: datetime,  # noqa: ARG001 - they were said when they were said
) -> None:
    """Enter messages at their own time, findable and told of like any other.

    The group must not have them: `refs_known` tells, and the table takes no reference twice.
    """
    require(actor, Permission.IMPORT, community)
    numbered, kept = list(zip(new_numbers(TABLE, len(messages)), messages, strict=True)), keeper()
    put(
        TABLE,
        COLUMNS,
        rows_of(numbered, kept),
        same={"group_id": group, "hanging": 0, "deleted_by_staff": False, "kind": ""},
    )
    search_index.enter(search_index.Entry(number, community, message.text) for number, message in numbered)
    insert_alike(
        (posted(number, message, kept(message.at)) for number, message in numbered),
        kind=MessagePosted.kind, community=community, actor=actor.account, group=group,
    )  # fmt: skip


def rows_of(messages: Sequence[tuple[int, OldMessage]], kept: Keeper) -> Iterator[tuple[Kept, ...]]:
    """Yield the rows of numbered messages; lists of numbers are JSON as Python prints them."""
    for key, (number, (ref, member, text, at, mentions)) in zip(new_keys(len(messages)), messages, strict=True):
        yield number, key, member, text, str(mentions) if mentions else "[]", kept(at), ref


def posted(number: int, message: OldMessage, at: Kept) -> Alike:
    """Return what the log keeps of a message."""
    _ref, member, text, _at, mentions = message
    named = ",".join(map(str, sorted({who for _begin, _end, who in mentions}))) if mentions else ""
    data = f'{{"reply_to":null,"length":{len(text)},"mentions":[{named}],"pictures":0,"files":0}}'
    return Alike(at, number, member, data)
