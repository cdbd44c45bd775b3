"""Another code like one that works."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.code import create_code
from coterie.joining.domain.threshold import drafts_at, set_thresholds
from coterie.joining.enums import Target
from coterie.joining.models import LiveCode, Placement, Slot
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked

ALIKE = (
    "folder", "strategy", "hold_minutes", "fallback_text", "fallback_contact", "new_group_name", "new_group_capacity",
    "most_new_groups", "dark", "light", "sealed",
)  # fmt: skip
FRESH = {"taken": 0, "joined": 0, "turn": 0, "corrected": 0, "grown": False}


@transaction.atomic
def copy_code(*, code: int, title: str, actor: Actor, now: datetime) -> LiveCode:
    """Make a code with the settings, slots and steps of another; visitors, seats and counts stay with that one.

    Pictures of chat groups' QR codes are left out, for one code counts the seats behind them. A placement's code counts
    for its channel alone, so its copy has none.
    """
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    facts = {name: getattr(row, name) for name in ALIKE}
    channel = None if Placement.objects.filter(code=row).exists() else row.channel_id
    new = create_code(
        community=row.community_id, title=title, channel=channel, slots=0, actor=actor, now=now, **facts
    )  # fmt: skip
    new.bait_id = row.bait_id
    new.save(update_fields=["bait"])
    copy_slots(row, new)
    copy_steps(row, new, actor, now)
    return new


def copy_slots(row: LiveCode, new: LiveCode) -> None:
    """Give the new code the slots of the other, all seats free."""
    slots = Slot.objects.filter(code=row).exclude(target=Target.PICTURE).order_by("order", "number")
    for number, slot in enumerate(slots, start=1):
        slot.pk, slot.code, slot.number = None, new, number
        for name, value in FRESH.items():
            setattr(slot, name, value)
        slot.save(force_insert=True)


def copy_steps(row: LiveCode, new: LiveCode, actor: Actor, now: datetime) -> None:
    """Ask at the new door what is asked at the other, where that has steps of its own."""
    steps = [
        replace(step, questions=tuple(replace(each, id=None) for each in step.questions))
        for step in drafts_at(row.community_id, row.pk)
    ]
    if steps:
        set_thresholds(community=row.community_id, code=new.pk, steps=steps, actor=actor, now=now)
