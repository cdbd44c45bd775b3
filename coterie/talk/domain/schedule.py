"""Messages that say themselves later."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, DomainError, Invalid
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.message import checked_text, post_message
from coterie.talk.domain.seat import own_seat
from coterie.talk.events import MessageScheduled, ScheduleChanged
from coterie.talk.models import Message, Scheduled

MOST, AHEAD = 50, timedelta(days=365)
"""Planned messages of one member in one group, and how far they may lie ahead."""
TOGETHER = 100


@transaction.atomic
def schedule_message(
    *, group: int, member: int, text: str, send_at: datetime, announces: bool = False, actor: Actor, now: datetime
) -> Scheduled:
    """Plan a message in a group where the member sits; `announces` needs the right to moderate.

    Raises NotFound to who does not sit there, Invalid for a time that is over or too far away.
    """
    community = own_seat(group, member, actor)
    facts = checked(community, text, send_at, announces=announces, actor=actor, now=now)
    if Scheduled.objects.filter(group=group, member=member, done_at=None).count() >= MOST:
        raise Conflict(_("There are 50 planned messages already."))
    row = Scheduled.objects.create(group_id=group, member_id=member, **facts)
    publish(event(MessageScheduled, row, community, actor, now))
    return row


def checked(
    community: int, text: str, send_at: datetime, *, announces: bool, actor: Actor, now: datetime
) -> dict[str, object]:
    """Return the facts of a planned message as they are kept."""
    if not now < send_at <= now + AHEAD:
        raise Invalid(_("The time lies ahead, within a year."), field="send_at")
    if announces:
        require(actor, Permission.MODERATE, community)
    return {"text": checked_text(text, 0), "send_at": send_at, "announces": announces}


@transaction.atomic
def change_scheduled(
    *, scheduled: int, text: str, send_at: datetime, announces: bool, actor: Actor, now: datetime
) -> Scheduled:
    """Change one's own planned message.

    Raises NotFound for another's, Conflict when it was said.
    """
    row, community = own_plan(scheduled, actor)
    changed = altered(row, checked(community, text, send_at, announces=announces, actor=actor, now=now))
    if changed:
        row.save(update_fields=changed)
        publish(event(ScheduleChanged, row, community, actor, now))
    return row


@transaction.atomic
def cancel_scheduled(*, scheduled: int, actor: Actor, now: datetime) -> None:
    """Take one's own planned message back."""
    row, community = own_plan(scheduled, actor)
    told = event(ScheduleChanged, row, community, actor, now)
    row.delete()
    publish(told)


def own_plan(scheduled: int, actor: Actor) -> tuple[Scheduled, int]:
    """Return one's own planned message, locked, and its community."""
    row = locked(Scheduled.objects.filter(pk=scheduled))
    community = own_seat(row.group_id, row.member_id, actor)
    if row.done_at:
        raise Conflict(_("This message was said already."))
    return row, community


def say_due(*, actor: Actor, now: datetime) -> int:
    """Say what is due, each once; return how many there were."""
    due = Scheduled.objects.filter(done_at=None, send_at__lte=now).order_by("send_at", "id")
    return sum(
        say_planned(scheduled=pk, actor=actor, now=now) for pk in list(due.values_list("pk", flat=True)[:TOGETHER])
    )


@transaction.atomic
def say_planned(*, scheduled: int, actor: Actor, now: datetime) -> bool:  # noqa: ARG001 - its author says it
    """Say a planned message, unless somebody else was quicker; what cannot be said keeps the reason."""
    row = locked(Scheduled.objects.select_related("member").filter(pk=scheduled))
    if row.done_at:
        return False
    author = Actor(account=row.member.account_id, via="job")
    row.done_at = now
    try:
        with transaction.atomic():
            row.message = say(row, author, now)
    except DomainError as error:
        row.failure = str(error)[:200]
    row.save(update_fields=["done_at", "message", "failure"])
    return True


def say(row: Scheduled, author: Actor, now: datetime) -> Message:
    """Say what was planned, in its author's name and with their rights of now."""
    facts: dict[str, Any] = {
        "group": row.group_id,
        "member": row.member_id,
        "text": row.text,
        "nonce": f"later-{row.key}",
    }
    message = post_message(**facts, actor=author, now=now)
    if row.announces:
        pin_message(message=message.pk, actor=author, now=now)
    return message


def event(kind: type[Event], row: Scheduled, community: int, actor: Actor, now: datetime) -> Event:
    """Return an event about a planned message."""
    facts: dict[str, Any] = {"at": now, "community": community, "actor": actor.account, "member": row.member_id}
    return kind(**facts, group=row.group_id, subject=row.pk)
