"""Telling members of what is meant for them: who is named, who is answered."""

from collections.abc import Mapping
from datetime import datetime

from coterie.talk.enums import Why
from coterie.talk.models import Message, Notice


def tell_named(message: Message, answered: int | None, now: datetime) -> None:
    """Write the notices of a message, after its first words or after new ones; nobody is told of their own."""
    wanted = wanted_by(message, answered)
    if message.edited_at:
        Notice.objects.filter(message=message).exclude(member__in=wanted).exclude(why=Why.ACCEPTED).delete()
    enter(message, wanted, now)


def wanted_by(message: Message, answered: int | None) -> dict[int, Why]:
    """Return whom a message is meant for."""
    wanted = {member: Why.NAMED for _begin, _end, member in message.mentions}
    if answered:
        wanted[answered] = Why.ANSWERED
    wanted.pop(message.member_id, None)
    return wanted


def enter(message: Message, wanted: Mapping[int, Why], now: datetime) -> None:
    """Write notices that are not there yet."""
    if wanted:
        rows = (Notice(member_id=member, message=message, why=why, at=now) for member, why in wanted.items())
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
