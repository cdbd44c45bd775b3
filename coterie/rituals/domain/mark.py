"""Marking what was good in a session."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, NotFound
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.rituals.events import ContributionMarked, ContributionUnmarked
from coterie.rituals.models import Mark, Occurrence
from coterie.rituals.queries.contributions import window_of
from coterie.rituals.queries.speaker import holds
from coterie.talk.domain.seat import own_seat
from coterie.talk.queries.window import Line, said_between


@transaction.atomic
def mark_contribution(*, occurrence: int, member: int, message: str, actor: Actor, now: datetime) -> Mark:
    """Mark another's contribution as good; a second time changes nothing.

    Raises NotFound for what is none, Conflict for one's own.
    """
    row = locked(Occurrence.objects.filter(pk=occurrence))
    own_seat(row.group_id, member, actor)
    line = contribution(row, message, now)
    if line.member == member:
        raise Conflict(_("Others mark what you said."))
    by_host = holds(row, member)
    mark, fresh = Mark.objects.get_or_create(
        message_id=line.message, member_id=member, defaults={"occurrence": row, "by_host": by_host, "at": now}
    )
    if fresh:
        publish(ContributionMarked(**told(row, line, actor, now), data=data_of(line, member, by_host=by_host)))
    return mark


@transaction.atomic
def unmark_contribution(*, occurrence: int, member: int, message: str, actor: Actor, now: datetime) -> None:
    """Take one's mark back; without one nothing changes."""
    row = locked(Occurrence.objects.filter(pk=occurrence))
    own_seat(row.group_id, member, actor)
    line = contribution(row, message, now)
    mark = Mark.objects.filter(occurrence=row, message=line.message, member=member).first()
    if mark:
        mark.delete()
        publish(ContributionUnmarked(**told(row, line, actor, now), data=data_of(line, member, by_host=mark.by_host)))


def contribution(row: Occurrence, message: str, now: datetime) -> Line:
    """Return a contribution of the session by its key."""
    window = window_of(row, now)
    lines = said_between(row.group_id, *window, without=row.said) if window else []
    line = next((line for line in lines if line.key == message), None)
    if line is None:
        raise NotFound(_("There is no such contribution."))
    return line


def told(row: Occurrence, line: Line, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return what both events say."""
    facts = {"community": row.community_id, "actor": actor.account, "group": row.group_id}
    return {"at": now, "subject": row.pk, "member": line.member, **facts}


def data_of(line: Line, member: int, *, by_host: bool) -> dict[str, Json]:
    """Return who marked what."""
    return {"message": line.message, "by": member, "by_host": by_host}
