"""Whom a message is to reach when they are away."""

from collections.abc import Sequence
from typing import NamedTuple

from coterie.groups.enums import Notify
from coterie.groups.queries.notify import who_wishes
from coterie.members.queries.members import accounts_of
from coterie.talk.models import Message, Notice


class Told(NamedTuple):
    """A message for one person."""

    account: int
    key: str
    name: str
    text: str
    group: str
    group_name: str
    community: str


def told_by(messages: Sequence[int]) -> list[Told]:
    """Return whom messages are for: who is named or answered, and who wants everything; not who wants nothing."""
    rows = {row.pk: row for row in Message.objects.filter(pk__in=messages, deleted_at=None).select_related(*NAMED)}
    groups = {row.group_id for row in rows.values()}
    everything, nothing = (who_wishes(groups, wish) for wish in (Notify.ALL, Notify.NOTHING))
    pairs = set(Notice.objects.filter(message__in=rows).values_list("message", "member"))
    pairs |= {(row.pk, member) for row in rows.values() for group, member in everything if group == row.group_id}
    wanted = [
        (rows[message], member)
        for message, member in sorted(pairs)
        if member != rows[message].member_id and (rows[message].group_id, member) not in nothing
    ]
    accounts = accounts_of({member for _row, member in wanted})
    return [told_to(accounts[member], row) for row, member in wanted if member in accounts]


NAMED = ("member", "group__community")


def told_to(account: int, row: Message) -> Told:
    """Return a message for one person."""
    slug = row.group.community.slug
    return Told(account, row.key, row.member.name, row.text, row.group.key, row.group.name, slug)
