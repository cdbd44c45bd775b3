"""Making, changing, pausing and resuming live codes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.domain.group import create_group
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.slot import MOST_SLOTS, slot_of
from coterie.joining.enums import CodeState, Strategy
from coterie.joining.events import CodeChanged, CodeCreated
from coterie.joining.models import Channel, LiveCode, Slot
from coterie.joining.rules import SLUG_LENGTH
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_slug
from coterie.platform.events.log import publish
from coterie.platform.live import tell

LONGEST_HOLD = 60 * 24 * 30


@transaction.atomic
def create_code(
    *,
    community: int,
    title: str,
    strategy: str = Strategy.FILL_IN_ORDER,
    slots: int = 1,
    capacity: int = 200,
    groups: Sequence[str] = (),
    channel: int | None = None,
    hold_minutes: int = 60,
    fallback_text: str = "",
    fallback_contact: str = "",
    actor: Actor,
    now: datetime,
) -> LiveCode:
    """Make a live code with a slot of `capacity` seats for each group (by key or name), else for `slots` new ones.

    Raises Invalid, or NotFound for an unknown group.
    """
    require(actor, Permission.EDIT_CODES, community)
    facts = checked_facts(
        community,
        title=title,
        strategy=strategy,
        channel=channel,
        hold_minutes=hold_minutes,
        fallback_text=fallback_text,
        fallback_contact=fallback_contact,
    )
    targets = named_groups(community, groups, actor) or new_groups(
        community, title, slots, capacity=capacity, actor=actor, now=now
    )
    code = LiveCode.objects.create(community_id=community, slug=new_slug(SLUG_LENGTH), created_at=now, **facts)
    Slot.objects.bulk_create(slot_of(code, number, group, capacity) for number, group in enumerate(targets, start=1))
    publish(
        CodeCreated(
            at=now,
            community=community,
            actor=actor.account,
            code=code.pk,
            channel=channel,
            data={"slots": len(targets)},
        )
    )
    return code


def checked_facts(
    community: int,
    *,
    title: str,
    strategy: str,
    channel: int | None,
    hold_minutes: int,
    fallback_text: str,
    fallback_contact: str,
) -> dict[str, object]:
    """Return a code's facts as they are kept."""
    if not title.strip():
        raise Invalid(_("Please give a title."), field="title")
    if strategy not in Strategy.values:
        raise Invalid(_("Choose from the list."), field="strategy")
    if not 1 <= hold_minutes <= LONGEST_HOLD:
        raise Invalid(_("A seat is held between one minute and 30 days."), field="hold_minutes")
    if channel is not None and not Channel.objects.filter(pk=channel, community=community).exists():
        raise NotFound(_("There is no such channel."), field="channel")
    return {
        "title": title.strip()[:60],
        "strategy": strategy,
        "channel_id": channel,
        "hold_minutes": hold_minutes,
        "fallback_text": fallback_text.strip()[:300],
        "fallback_contact": fallback_contact.strip()[:120],
    }


def named_groups(community: int, names: Sequence[str], actor: Actor) -> list[int]:
    """Find groups by key or name, in the order given."""
    if not names:
        return []
    found: dict[str, int] = {}
    for pk, key, name in groups_run_by(actor, community).filter(archived_at=None).values_list("pk", "key", "name"):
        found.update({name: pk})
        found.setdefault(key, pk)
    if missing := [name for name in names if name not in found]:
        raise NotFound(_("There is no group “%s”.") % missing[0], field="groups")
    return [found[name] for name in names]


def new_groups(community: int, title: str, count: int, *, capacity: int, actor: Actor, now: datetime) -> list[int]:
    """Open `count` groups called after the code."""
    if not 1 <= count <= MOST_SLOTS:
        raise Invalid(_("A code has between 1 and 1,000 slots."), field="slots")
    taken = set(groups_run_by(actor, community).values_list("name", flat=True))
    names = (f"{title.strip()[:50]} {number}" for number in range(1, count + len(taken) + 1))
    free = [name for name in names if name not in taken][:count]
    return [create_group(community=community, name=name, capacity=capacity, actor=actor, now=now).pk for name in free]


@transaction.atomic
def edit_code(
    *,
    code: int,
    title: str,
    strategy: str,
    channel: int | None,
    hold_minutes: int,
    fallback_text: str,
    fallback_contact: str,
    actor: Actor,
    now: datetime,
) -> LiveCode:
    """Change a code; visitors who have a seat keep it."""
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    facts = checked_facts(
        row.community_id,
        title=title,
        strategy=strategy,
        channel=channel,
        hold_minutes=hold_minutes,
        fallback_text=fallback_text,
        fallback_contact=fallback_contact,
    )
    return changed(row, facts, actor, now)


@transaction.atomic
def pause_code(*, code: int, actor: Actor, now: datetime) -> LiveCode:
    """Give no new seats; visitors who have one keep it.

    Raises Conflict for the front door, which closes with the community.
    """
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if row.is_front_door:
        raise Conflict(_("The front door closes with the community."))
    return changed(row, {"state": CodeState.PAUSED}, actor, now)


@transaction.atomic
def resume_code(*, code: int, actor: Actor, now: datetime) -> LiveCode:
    """Give seats again."""
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, {"state": CodeState.ON}, actor, now)


def changed(row: LiveCode, facts: dict[str, object], actor: Actor, now: datetime) -> LiveCode:
    """Write and tell what is different; nothing otherwise."""
    fields = sorted(field for field, value in facts.items() if getattr(row, field) != value)
    for field in fields:
        setattr(row, field, facts[field])
    if fields:
        row.save(update_fields=fields)
        publish(
            CodeChanged(at=now, community=row.community_id, actor=actor.account, code=row.pk, data={"fields": fields})
        )
        tell("codes", {"slug": row.slug})
    return row
