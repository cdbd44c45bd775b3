"""A new group when no slot has room."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from coterie.groups.domain.group import create_group
from coterie.groups.enums import Tier
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.seats.slots import OpenSlot, Room
from coterie.joining.events import CodeChanged
from coterie.joining.models import LiveCode, Slot
from coterie.kit.actor import Actor
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.live import tell

SYSTEM = Actor.of_system()
NUMBER = "{n}"


def grown_slot(code: int, now: datetime) -> OpenSlot | None:
    """Open a group as the code says it, and a slot for it; None when as many have opened as may.

    The code's row is locked: visitors who come together open one group, not one each.
    """
    row = LiveCode.objects.get(pk=code)
    slots = Slot.objects.filter(code=row)
    if slots.filter(grown=True).count() >= row.most_new_groups:
        return None
    last = slots.aggregate(number=Max("number"), order=Max("order"))
    place = {"number": (last["number"] or 0) + 1, "order": (last["order"] or 0) + 1}
    seats = row.new_group_capacity
    slot = Slot.objects.create(code=row, group_id=new_group(row, now), capacity=seats, grown=True, **place)
    told: dict[str, Json] = {"slot": slot.number, "fields": ["added"], "by": "growth"}
    publish(CodeChanged(at=now, community=row.community_id, code=row.pk, group=slot.group_id, data=told))
    tell("codes", {"slug": row.slug})
    return OpenSlot(slot.pk, slot.number, slot.group_id, seats, 0, 0, None, "", Room(seats))


def new_group(row: LiveCode, now: datetime) -> int:
    """Open the next group of the code's pattern, in the tier and with the words of the latest group behind it."""
    groups = groups_run_by(SYSTEM, row.community_id)
    behind = groups.filter(pk__in=Slot.objects.filter(code=row).values("group"))
    latest = behind.order_by("-id").values_list("tier", "description").first()
    tier, description = latest or (Tier.BASIC.value, "")
    facts: dict[str, Any] = {"tier": tier, "description": description, "capacity": row.new_group_capacity}
    while True:
        name = free_name(row.new_group_name, set(groups.values_list("name", flat=True)))
        try:
            with transaction.atomic():
                return create_group(community=row.community_id, name=name, **facts, actor=SYSTEM, now=now).pk
        except IntegrityError:
            continue  # somebody took the name in this moment; the next look sees it


def free_name(pattern: str, taken: set[str]) -> str:
    """Return the pattern with the smallest number that makes it a name nobody has."""
    return next(
        name for number in range(1, len(taken) + 2) if (name := pattern.replace(NUMBER, str(number))) not in taken
    )
