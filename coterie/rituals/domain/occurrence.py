"""Changing one time of a ritual by hand."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import members_of_staff
from coterie.platform.events.log import publish
from coterie.rituals.domain.cue import unpin
from coterie.rituals.enums import OccurrenceState
from coterie.rituals.events import OccurrenceChanged
from coterie.rituals.models import Occurrence
from coterie.rituals.rules import AHEAD, COMING


@transaction.atomic
def move_occurrence(*, occurrence: int, starts_at: datetime, actor: Actor, now: datetime) -> Occurrence:
    """Let it take place at another time, as long as before.

    Raises Conflict when it has begun or is over, Invalid for a time that is past.
    """
    row = one_to_come(occurrence, COMING, actor)
    if starts_at <= now:
        raise Invalid(_("This time is past."), field="starts_at")
    if starts_at > now + timedelta(days=366):
        raise Invalid(_("Choose a time within a year."), field="starts_at")
    if starts_at == row.starts_at:
        return row
    length = row.ends_at - row.starts_at
    row.starts_at, row.ends_at, row.moved_at, row.reminded_at = starts_at, starts_at + length, now, None
    return changed(row, ["starts_at", "ends_at", "moved_at", "reminded_at"], actor, now)


@transaction.atomic
def cancel_occurrence(*, occurrence: int, actor: Actor, now: datetime) -> Occurrence:
    """Let it not take place; the others do. Its announcement comes down."""
    row = one_to_come(occurrence, COMING, actor)
    row.state, row.moved_at = OccurrenceState.CANCELLED, now
    unpin(row, Actor.of_system(), now)
    return changed(row, ["state", "moved_at"], actor, now)


@transaction.atomic
def restore_occurrence(*, occurrence: int, actor: Actor, now: datetime) -> Occurrence:
    """Let it take place after all."""
    row = one_to_come(occurrence, (OccurrenceState.CANCELLED,), actor)
    if row.starts_at <= now:
        raise Conflict(_("This time is past."))
    row.state = OccurrenceState.ANNOUNCED if row.announced_at else OccurrenceState.PLANNED
    return changed(row, ["state"], actor, now)


@transaction.atomic
def edit_occurrence(
    *, occurrence: int, title: str | None = None, host: int | None = None, actor: Actor, now: datetime
) -> Occurrence:
    """Give it a topic of its own, or another host; None leaves as it is, host 0 takes the host away."""
    row = one_to_come(occurrence, AHEAD, actor)
    if host and host not in members_of_staff(row.community_id):
        raise NotFound(_("There is no such member of the staff."), field="host")
    wanted: dict[str, Any] = {}
    if title is not None:
        wanted["title"] = title.strip()[:120]
    if host is not None:
        wanted["host_id"] = host or None
    fields = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in fields:
        setattr(row, name, wanted[name])
    return changed(row, [name.removesuffix("_id") for name in fields], actor, now)


@transaction.atomic
def tick_step(*, occurrence: int, place: int, done: bool, actor: Actor, now: datetime) -> Occurrence:
    """Mark a step of the run of the show as done, or not done after all."""
    row = locked(Occurrence.objects.select_related("ritual").filter(pk=occurrence))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    if not 0 <= place < len(row.ritual.checklist):
        raise NotFound(_("There is no such step."))
    ticked = {key: at for key, at in row.ticked.items() if key != str(place)}
    row.ticked = {**ticked, str(place): now.isoformat()} if done else ticked
    row.save(update_fields=["ticked"])
    return row


def one_to_come(occurrence: int, states: tuple[str, ...], actor: Actor) -> Occurrence:
    """Lock one time that can still be changed."""
    row = locked(Occurrence.objects.select_related("ritual__community").filter(pk=occurrence))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    if row.state not in states:
        raise Conflict(_("This cannot be changed any more."))
    return row


def changed(row: Occurrence, fields: list[str], actor: Actor, now: datetime) -> Occurrence:
    """Keep what changed, and tell of it."""
    if fields:
        row.version += 1
        row.save(update_fields=[*fields, "version"])
        facts = {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
        publish(OccurrenceChanged(at=now, data={"fields": sorted(fields)}, **facts))
    return row
