"""What a ritual does by itself when its moment comes: it announces, reminds, opens, closes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.rituals.domain.idea import take_best
from coterie.rituals.enums import Cue, OccurrenceState
from coterie.rituals.events import OccurrenceAnnounced, OccurrenceClosed, OccurrenceMissed, OccurrenceOpened
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.contributions import window_of
from coterie.rituals.queries.speaker import speaker_of
from coterie.rituals.queries.words import words_of
from coterie.rituals.rules import COMING, is_on_time, may_begin
from coterie.talk.domain.announcement import pin_message, unpin_message
from coterie.talk.domain.message import post_message
from coterie.talk.queries.window import said_in_stretch

logger = logging.getLogger(__name__)

FARTHEST = timedelta(days=8)
"""Nothing is announced earlier."""
AT_ONCE = 500


def run_due(*, actor: Actor, now: datetime) -> int:
    """Let everything happen whose moment has come; return how much did."""
    done = 0
    for occurrence in due(now):
        try:
            done += follow(occurrence=occurrence, actor=actor, now=now)
        except Exception:  # whatever is wrong with one, the others take place; it is tried again in 20 seconds
            logger.exception("occurrence %s could not be followed", occurrence)
    return done


def due(now: datetime) -> list[int]:
    """Return the times that have something to do now, the earliest first."""
    coming = Q(state__in=COMING, starts_at__lte=now + FARTHEST)
    going_on = Q(state=OccurrenceState.OPEN, ends_at__lte=now)
    rows = Occurrence.objects.filter(coming | going_on).order_by("starts_at", "id").select_related("ritual")
    return [row.pk for row in rows if next_cue(row) <= now][:AT_ONCE]


def next_cue(row: Occurrence) -> datetime:
    """Return when there is something to do for one time of a ritual."""
    if row.state == OccurrenceState.OPEN:
        return row.ends_at
    moments = [row.starts_at]
    if row.state == OccurrenceState.PLANNED and row.ritual.announce_hours:
        moments.append(row.starts_at - timedelta(hours=row.ritual.announce_hours))
    if row.reminded_at is None and row.ritual.remind_minutes:
        moments.append(row.starts_at - timedelta(minutes=row.ritual.remind_minutes))
    return min(moments)


@transaction.atomic
def follow(*, occurrence: int, actor: Actor, now: datetime) -> int:
    """Take every step of one time that is due, each once whoever asks; return how many were taken."""
    row = lock(Occurrence.objects.select_related("ritual__community").filter(pk=occurrence)).first()
    steps: tuple[Callable[[Occurrence, Actor, datetime], bool], ...] = (announced, reminded, opened, closed)
    return sum(step(row, actor, now) for step in steps) if row else 0


def announced(row: Occurrence, actor: Actor, now: datetime) -> bool:
    """Say the day before what is to come, and give it the topic that was wished for most."""
    ritual = row.ritual
    due_at = row.starts_at - timedelta(hours=ritual.announce_hours)
    if row.state != OccurrenceState.PLANNED or not ritual.announce_hours or not due_at <= now < row.starts_at:
        return False
    take_best(row, actor, now)
    row.state, row.announced_at = OccurrenceState.ANNOUNCED, now
    message = say(row, Cue.ANNOUNCE, actor, now)
    row.save(update_fields=["state", "announced_at", "title", "said", "version"])
    if message:
        pin_message(message=message, actor=actor, now=now)
    publish(OccurrenceAnnounced(at=now, data={"ritual": ritual.pk, "message": message}, **facts_of(row, actor)))
    return True


def reminded(row: Occurrence, actor: Actor, now: datetime) -> bool:
    """Say shortly before that it is about to begin."""
    due_at = row.starts_at - timedelta(minutes=row.ritual.remind_minutes)
    known = row.reminded_at is not None or row.state not in COMING or not row.ritual.remind_minutes
    if known or not due_at <= now < row.starts_at:
        return False
    row.reminded_at = now
    say(row, Cue.REMIND, actor, now)
    row.save(update_fields=["reminded_at", "said"])
    return True


def opened(row: Occurrence, actor: Actor, now: datetime) -> bool:
    """Begin, or note that nothing ran when it should have begun."""
    if row.state not in COMING or now < row.starts_at:
        return False
    if not may_begin(row.ritual.missed, row.starts_at, row.ends_at, now):
        row.state, row.on_time = OccurrenceState.MISSED, False
        unpin(row, actor, now)
        row.save(update_fields=["state", "on_time"])
        publish(OccurrenceMissed(at=now, data={"ritual": row.ritual_id}, **facts_of(row, actor)))
        return True
    if not row.announced_at:
        take_best(row, actor, now)
    row.state, row.opened_at, row.on_time = OccurrenceState.OPEN, now, is_on_time(row.starts_at, now)
    say(row, Cue.OPEN, actor, now)
    row.save(update_fields=["state", "opened_at", "on_time", "title", "said", "version"])
    late = int((now - row.starts_at).total_seconds())
    data = {"ritual": row.ritual_id, "on_time": row.on_time, "late": late}
    publish(OccurrenceOpened(at=now, data=data, **facts_of(row, actor)))
    return True


def closed(row: Occurrence, actor: Actor, now: datetime) -> bool:
    """End it, count what came together, and say where it can be read."""
    if row.state != OccurrenceState.OPEN or now < row.ends_at:
        return False
    row.state, row.closed_at = OccurrenceState.CLOSED, max(row.ends_at, row.opened_at or row.ends_at)
    since, until = window_of(row, now) or (row.starts_at, row.ends_at)
    row.contributions, row.people = said_in_stretch(row.group_id, since, until, without=row.said)
    unpin(row, actor, now)
    say(row, Cue.CLOSE, actor, now)
    row.save(update_fields=["state", "closed_at", "contributions", "people", "said"])
    data = {"ritual": row.ritual_id, "people": row.people, "contributions": row.contributions}
    publish(OccurrenceClosed(at=now, data=data, **facts_of(row, actor)))
    return True


def say(row: Occurrence, cue: Cue, actor: Actor, now: datetime) -> int | None:
    """Say in the group, in the community's language, what the moment asks for; return the message.

    Where nobody of the staff sits in the group nothing is said, and the session takes place all the same.
    """
    speaker = speaker_of(row)
    if speaker is None:
        return None
    with override(row.ritual.community.language):
        text = words_of(row, cue)
    nonce = f"ritual:{row.pk}:{cue}:{row.version if cue == Cue.REMIND else 0}"
    try:
        message = post_message(group=row.group_id, member=speaker, text=text, nonce=nonce, actor=actor, now=now)
    except (NotFound, Invalid):
        return None
    row.said = [*row.said, message.pk]
    return message.pk


def unpin(row: Occurrence, actor: Actor, now: datetime) -> None:
    """Take the announcement down, if it still stands above the group."""
    for message in row.said[:1]:
        try:
            unpin_message(message=message, actor=actor, now=now)
        except NotFound:
            return


def facts_of(row: Occurrence, actor: Actor) -> dict[str, Any]:
    """Return what every event of one time says."""
    return {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
