"""Making, changing, pausing and resuming live codes."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.domain.group import create_group
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.line import promote_line
from coterie.joining.domain.seats.growth import NUMBER
from coterie.joining.domain.slot import MOST_SEATS, MOST_SLOTS, slot_of
from coterie.joining.enums import CodeState, Strategy
from coterie.joining.events import CodeChanged, CodeCreated
from coterie.joining.models import Channel, LiveCode, Placement, Slot
from coterie.joining.rules import SLUG_LENGTH
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_slug
from coterie.kit.qr import BLACK_ON_WHITE, Ink, readable
from coterie.platform.events.log import publish
from coterie.platform.live import tell

LONGEST_HOLD = 60 * 24 * 30
COLUMNS = {"channel": "channel_id"}
LENGTHS = {"title": 60, "folder": 40, "fallback_text": 300, "fallback_contact": 120, "new_group_name": 50}
MOST_NEW_GROUPS = 1000


class CodeFacts(TypedDict, total=False):
    """What an operator says of a code; what is left out stays, or is as usual."""

    title: str
    folder: str
    strategy: str
    channel: int | None
    hold_minutes: int
    fallback_text: str
    fallback_contact: str
    new_group_name: str
    """How groups are called that open when no slot has room, with `{n}` for a number; nothing: none do."""
    new_group_capacity: int
    most_new_groups: int
    dark: str
    light: str
    """The colours of its picture, as #rrggbb."""
    sealed: bool
    """Whether the community's sign stands in the middle of the picture."""


@transaction.atomic
def create_code(
    *,
    community: int,
    slots: int = 1,
    capacity: int = 200,
    groups: Sequence[str] = (),
    actor: Actor,
    now: datetime,
    **facts: Unpack[CodeFacts],
) -> LiveCode:
    """Make a live code with a slot of `capacity` seats for each group (by key or name), else for `slots` new ones.

    Raises Invalid, or NotFound for an unknown group.
    """
    require(actor, Permission.EDIT_CODES, community)
    kept = checked_facts(community, {"title": "", **facts})
    targets = named_groups(community, groups, actor) or new_groups(
        community, str(kept["title"]), slots, capacity=capacity, actor=actor, now=now
    )
    code = LiveCode.objects.create(community_id=community, slug=new_slug(SLUG_LENGTH), created_at=now, **kept)
    Slot.objects.bulk_create(slot_of(code, number, group, capacity) for number, group in enumerate(targets, start=1))
    data = {"slots": len(targets)}
    publish(
        CodeCreated(at=now, community=community, actor=actor.account, code=code.pk, channel=code.channel_id, data=data)
    )
    return code


def checked_facts(community: int, facts: CodeFacts) -> dict[str, object]:
    """Return a code's facts as they are kept."""
    if not facts.get("title", "-").strip():
        raise Invalid(_("Please give a title."), field="title")
    if facts.get("strategy", Strategy.FILL_IN_ORDER) not in Strategy.values:
        raise Invalid(_("Choose from the list."), field="strategy")
    if not 1 <= facts.get("hold_minutes", 1) <= LONGEST_HOLD:
        raise Invalid(_("A seat is held between one minute and 30 days."), field="hold_minutes")
    refuse_wrong_growth(facts)
    if "dark" in facts or "light" in facts:
        readable(Ink(facts.get("dark", BLACK_ON_WHITE.dark), facts.get("light", BLACK_ON_WHITE.light)))
    channel = facts.get("channel")
    if channel is not None and not Channel.objects.filter(pk=channel, community=community).exists():
        raise NotFound(_("There is no such channel."), field="channel")
    kept: dict[str, object] = {COLUMNS.get(name, name): value for name, value in facts.items()}
    return kept | {name: str(kept[name]).strip()[:most] for name, most in LENGTHS.items() if name in kept}


def refuse_wrong_growth(facts: CodeFacts) -> None:
    """Refuse a pattern that gives one name only, and numbers out of range."""
    name = facts.get("new_group_name", "").strip()
    if name and NUMBER not in name:
        raise Invalid(_("Put {n} where the number of the group goes."), field="new_group_name")
    if not 1 <= facts.get("new_group_capacity", 1) <= MOST_SEATS:
        raise Invalid(_("A group has between 1 and 100,000 seats."), field="new_group_capacity")
    if not 0 <= facts.get("most_new_groups", 1) <= MOST_NEW_GROUPS:
        raise Invalid(_("At most 1,000 groups open by themselves."), field="most_new_groups")


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
    """Open `count` groups called after the code; with none its seats lie elsewhere and are added afterwards."""
    if not 0 <= count <= MOST_SLOTS:
        raise Invalid(_("A code has at most 1,000 slots."), field="slots")
    taken = set(groups_run_by(actor, community).values_list("name", flat=True))
    names = (f"{title.strip()[:50]} {number}" for number in range(1, count + len(taken) + 1))
    free = [name for name in names if name not in taken][:count]
    return [create_group(community=community, name=name, capacity=capacity, actor=actor, now=now).pk for name in free]


@transaction.atomic
def edit_code(*, code: int, actor: Actor, now: datetime, **facts: Unpack[CodeFacts]) -> LiveCode:
    """Change what is given of a code; visitors who have a seat keep it.

    Raises Conflict when a placement's code is to go to another channel.
    """
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    moves = "channel" in facts and facts["channel"] != row.channel_id
    if moves and Placement.objects.filter(code=row).exists():
        raise Conflict(_("This code belongs to a placement and stays with its channel."), field="channel")
    return changed(row, checked_facts(row.community_id, facts), actor, now)


@transaction.atomic
def switch_code(*, code: int, state: str, actor: Actor, now: datetime) -> LiveCode:
    """Give seats again, none (paused), or none and stand in no list (put away); visitors who have one keep it.

    Raises Conflict for the front door, which closes with the community.
    """
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if state not in CodeState.values:
        raise Invalid(_("Choose from the list."), field="state")
    if row.is_front_door and state != CodeState.ON:
        raise Conflict(_("The front door closes with the community."))
    return changed(row, {"state": state}, actor, now)


def changed(row: LiveCode, facts: dict[str, object], actor: Actor, now: datetime) -> LiveCode:
    """Write and tell what is different; nothing otherwise."""
    fields = altered(row, facts)
    if fields:
        row.save(update_fields=fields)
        publish(
            CodeChanged(at=now, community=row.community_id, actor=actor.account, code=row.pk, data={"fields": fields})
        )
        tell("codes", {"slug": row.slug})
        promote_line(code=row.pk, actor=actor, now=now)
    return row
