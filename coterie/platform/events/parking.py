"""Events that a receiver could not take: tried again, in order, then kept for an operator.

A lane is what one receiver hears of one community. When an event fails, its lane waits and the others go on;
later events of the lane queue behind it. After the last try the event is parked and its lane goes on without it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from traceback import format_exception_only

from django.db import connection, transaction
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Greatest

from coterie.kit.db.prepared import Prepared
from coterie.kit.db.rows import locked
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.models import LoggedEvent, ParkedEvent
from coterie.platform.live import tell

PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
"""How long an event waits after each failure but the last."""
TRIES = len(PAUSES) + 1
HELD = "SELECT DISTINCT community FROM parked_events WHERE receiver = %s AND state = 'waiting'"


def held_communities(receiver: str) -> frozenset[int]:
    """Return the communities whose lanes wait; 0 stands for none."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [receiver])
        return frozenset(community for (community,) in cursor.fetchall())


def hold(receiver: str, event: LoggedEvent, *, error: Exception | None, now: datetime) -> None:
    """Take `event` out of the stream, to be tried again: it failed (`error`) or its lane waits."""
    ParkedEvent.objects.create(
        receiver=receiver,
        event=event.id,
        kind=event.kind,
        community=event.community or 0,
        state=ParkedState.WAITING,
        attempts=1 if error else 0,
        due=now + PAUSES[0] if error else now,
        error=said(error) if error else "",
        since=now,
    )


def due_lanes(receivers: Iterable[str], *, now: datetime) -> list[list[ParkedEvent]]:
    """Return the waiting events of each lane whose first one is due, in order."""
    waiting = ParkedEvent.objects.filter(receiver__in=receivers, state=ParkedState.WAITING)
    heads = waiting.values("receiver", "community").annotate(head=Min("id")).values("head")
    due = ParkedEvent.objects.filter(id__in=list(heads.values_list("head", flat=True)), due__lte=now)
    return [
        list(waiting.filter(receiver=head.receiver, community=head.community).order_by("id")[:50])
        for head in due.order_by("id")
    ]


def fail(parked: ParkedEvent, error: Exception, *, now: datetime) -> None:
    """Note one more failure; after the last try the event is parked and those behind it get one try each."""
    parked.attempts += 1
    parked.error = said(error)
    if parked.attempts < TRIES:
        parked.due = now + PAUSES[parked.attempts - 1]
    else:
        parked.state = ParkedState.PARKED
        behind = ParkedEvent.objects.filter(
            receiver=parked.receiver, community=parked.community, state=ParkedState.WAITING
        )
        behind.update(attempts=Greatest("attempts", TRIES - 1))
    parked.save()


@transaction.atomic
def retry(parked_id: int, *, now: datetime) -> None:
    """Put a parked event back in front of its lane. Raises NotFound."""
    parked = locked(ParkedEvent.objects.filter(id=parked_id))
    parked.state, parked.attempts, parked.due = ParkedState.WAITING, 0, now
    parked.save()
    tell("events", {})


@transaction.atomic
def dismiss(parked_id: int) -> None:
    """Let a parked event go: its receiver will never hear it. Raises NotFound."""
    locked(ParkedEvent.objects.filter(id=parked_id)).delete()


def parked_events() -> QuerySet[ParkedEvent]:
    """Return what waits for an operator or for its next try, oldest first."""
    return ParkedEvent.objects.order_by("state", "id")


PARKED = Prepared(
    lambda community: (
        ParkedEvent.objects.filter(community=community)
        .values("community")
        .annotate(events=Count("id"))
        .values_list("events")
    ),
    int,
)


def parked_in(community: int) -> int:
    """Count what waits in one community."""
    return sum(events for (events,) in PARKED(community))


def said(error: Exception) -> str:
    """Return the error in one line, short enough to show."""
    return "".join(format_exception_only(error)).strip()[:1000]
