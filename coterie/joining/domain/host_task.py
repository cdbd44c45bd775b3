"""What a code asks its hosts to do, from the first need to its end."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.seats.claim import Door
from coterie.joining.enums import HostTaskKind
from coterie.joining.events import HostTaskDone, HostTaskOpened
from coterie.joining.models import HostTask, LiveCode
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.platform.events.log import publish

SYSTEM = Actor.of_system()


def ask_for_room(door: Door, now: datetime) -> None:
    """Ask the hosts for seats, once for as long as there is none; the code's row is locked."""
    if not HostTask.objects.filter(code=door.code, kind=HostTaskKind.NO_ROOM, done_at=None).exists():
        open_task(
            code=door.code,
            community=door.community,
            kind=HostTaskKind.NO_ROOM,
            about=now.isoformat(),
            actor=SYSTEM,
            now=now,
        )


@transaction.atomic
def open_task(
    *, code: int, community: int, kind: str, about: str, number: int = 0, actor: Actor, now: datetime
) -> bool:
    """Ask the hosts of a code for something; return False when the same was asked before."""
    facts = {"code_id": code, "number": number, "kind": kind, "about": about}
    row, fresh = HostTask.objects.get_or_create(**facts, defaults={"opened_at": now})
    if fresh:
        told = {"kind": str(kind), "slot": number or None}
        publish(HostTaskOpened(at=now, community=community, actor=actor.account, code=code, subject=row.pk, data=told))
    return fresh


@transaction.atomic
def finish_task(*, task: int, actor: Actor, now: datetime) -> HostTask:
    """Mark what was asked for as done; a second time changes nothing."""
    row = locked(HostTask.objects.filter(pk=task))
    code = LiveCode.objects.get(pk=row.code_id)
    require(actor, Permission.EDIT_CODES, code.community_id)
    if row.done_at is None:
        close(row, code, actor, now)
    return row


def close_tasks(*, code: int, kinds: Collection[str], number: int | None = None, actor: Actor, now: datetime) -> None:
    """Mark as done what a code (or one of its slots) asked for, because the reason is gone."""
    rows = HostTask.objects.filter(code=code, kind__in=kinds, done_at=None).select_related("code")
    for row in rows if number is None else rows.filter(number=number):
        close(row, row.code, actor, now)


def close(row: HostTask, code: LiveCode, actor: Actor, now: datetime) -> None:
    """Write down and tell who did it and when."""
    row.done_at, row.done_by_id = now, actor.account
    row.save(update_fields=["done_at", "done_by"])
    facts = {"kind": row.kind, "slot": row.number or None}
    publish(
        HostTaskDone(at=now, community=code.community_id, actor=actor.account, code=code.pk, subject=row.pk, data=facts)
    )
