"""Levels: making them, and finding out who stands where."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.members.domain.badge import give_badge
from coterie.members.queries.badges import badge_called
from coterie.members.queries.members import active_members
from coterie.platform.events.log import publish
from coterie.rewards.events import LevelReached, LevelsChanged
from coterie.rewards.models import Level, Rank
from coterie.rewards.queries.ranks import counting, levels_of
from coterie.rewards.rules import level_at

MOST = 20
AT_ONCE = 200


@transaction.atomic
def set_level(
    *, community: int, number: int, title: str, from_points: int, perks: str = "", badge: str | None = None,
    actor: Actor, now: datetime,
) -> Level:  # fmt: skip
    """Make a level, or change it. Raises Invalid naming what is wrong; levels rise with their points."""
    require(actor, Permission.EDIT_REWARDS, community)
    refuse_beyond({"number": (1, MOST)}, {"number": number})
    refuse_beyond({"from_points": (1, 100_000_000)}, {"from_points": from_points})
    lock_name(f"levels:{community}")
    facts: dict[str, Any] = {"title": " ".join(title.split())[:30], "perks": perks.strip()[:300]}
    if not facts["title"]:
        raise Invalid(_("Please give a name."), field="title")
    for known in levels_of(community).exclude(number=number):
        if known.from_points == from_points or (known.number < number) != (known.from_points < from_points):
            raise Invalid(_("A higher level needs more points."), field="from_points")
    found = badge_called(community, badge) if badge else None
    if badge and found is None:
        raise NotFound(_("There is no such badge."), field="badge")
    facts |= {"from_points": from_points, "badge": found}
    row, _made = Level.objects.update_or_create(community_id=community, number=number, defaults=facts)
    publish(LevelsChanged(at=now, community=community, actor=actor.account, data={"number": number}))
    return row


@transaction.atomic
def remove_level(*, community: int, number: int, actor: Actor, now: datetime) -> None:
    """Take the highest level away. Raises Conflict for one below others, NotFound for one that is not there."""
    require(actor, Permission.EDIT_REWARDS, community)
    lock_name(f"levels:{community}")
    row = locked(Level.objects.filter(community=community, number=number))
    if levels_of(community).filter(number__gt=number).exists():
        raise Conflict(_("Take the levels above it away first."))
    row.delete()
    publish(LevelsChanged(at=now, community=community, actor=actor.account, data={"number": number}))


def recount_ranks(*, community: int, actor: Actor, now: datetime) -> int:
    """Find out anew where everybody stands; tell of those who stand at another level, and return how many they are.

    The counting holds nobody up: only what changed is written, some at a time. Its jobs never run together.
    """
    levels = list(levels_of(community))
    known = {row.member_id: row for row in Rank.objects.filter(community=community)}
    here = set(active_members(community).values_list("pk", flat=True))
    scores = {member: one.score for member, one in counting(community).items() if member in here}
    changed = []
    for member in sorted({*scores, *known}):
        score = scores.get(member, 0)
        row = known.get(member)
        if row is None or (row.score, row.level) != (score, level_of(score, levels)):
            changed.append((row or Rank(member_id=member, community_id=community, score=0, since=now), score))
    moved = 0
    for place in range(0, len(changed), AT_ONCE):
        with transaction.atomic():
            moved += sum(stand(row, score, levels, actor, now) for row, score in changed[place : place + AT_ONCE])
    return moved


def stand(row: Rank, score: int, levels: list[Level], actor: Actor, now: datetime) -> bool:
    """Keep where a member stands; tell whether it is another level."""
    before, level = row.level, level_of(score, levels)
    row.score, row.level, row.since = score, level, now if level != before else row.since
    row.save()
    if level != before:
        reached(row, before, levels, actor, now)
    return level != before


def level_of(score: int, levels: list[Level]) -> int:
    """Return the number of the level that a score reaches."""
    return level_at(score, [(row.from_points, row.number) for row in levels])


def reached(row: Rank, before: int, levels: list[Level], actor: Actor, now: datetime) -> None:
    """Tell of a level, and give the badges that come with a rise."""
    data: dict[str, Json] = {"level": row.level, "before": before}
    facts = {"community": row.community_id, "actor": actor.account, "member": row.member_id}
    publish(LevelReached(at=now, data=data, **facts))
    for level in levels:
        if level.badge and before < level.number <= row.level:
            with override(level.community.language):
                reason = gettext("Level %(number)s: %(title)s") % {"number": level.number, "title": level.title}
            give_badge(member=row.member_id, badge=level.badge.key, reason=reason, actor=actor, now=now)
