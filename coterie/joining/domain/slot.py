"""Adding and changing the slots of a live code."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.events import CodeChanged
from coterie.joining.models import LiveCode, Slot
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.platform.live import tell

MOST_SEATS = 100_000
MOST_SLOTS = 1000


def slot_of(code: LiveCode, number: int, group: int, capacity: int) -> Slot:
    """Return a new slot for a group, not yet stored."""
    if not 1 <= capacity <= MOST_SEATS:
        raise Invalid(_("A slot has between 1 and 100,000 seats."), field="capacity")
    return Slot(code=code, number=number, group_id=group, capacity=capacity, order=number)


@transaction.atomic
def add_slot(
    *,
    code: int,
    group: str = "",
    external_url: str = "",
    capacity: int,
    reserve: int = 0,
    valid_from: datetime | None = None,
    expires_at: datetime | None = None,
    order: int | None = None,
    actor: Actor,
    now: datetime,
) -> Slot:
    """Add seats to a code: in a group (by its key), or at an address elsewhere."""
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    number = (Slot.objects.filter(code=row).aggregate(last=Max("number"))["last"] or 0) + 1
    facts = checked_facts(
        capacity=capacity,
        reserve=reserve,
        valid_from=valid_from,
        expires_at=expires_at,
        order=number if order is None else order,
        now=now,
    )
    target = target_of(row.community_id, group, external_url, actor)
    slot = Slot.objects.create(code=row, number=number, **target, **facts)
    told(row, slot, ["added"], actor, now)
    return slot


@transaction.atomic
def edit_slot(
    *,
    slot: int,
    capacity: int,
    reserve: int = 0,
    valid_from: datetime | None = None,
    expires_at: datetime | None = None,
    order: int,
    actor: Actor,
    now: datetime,
) -> Slot:
    """Change a slot; nobody who has a seat is moved, and fewer seats than taken only stop new ones.

    The target cannot be changed for that reason: add another slot, and set this one's capacity to 0.
    """
    code = locked(LiveCode.objects.filter(slots=slot))
    require(actor, Permission.EDIT_CODES, code.community_id)
    row = Slot.objects.get(pk=slot)
    unchanged = expires_at is not None and expires_at == row.expires_at
    facts = checked_facts(
        capacity=capacity,
        reserve=reserve,
        valid_from=valid_from,
        expires_at=expires_at,
        order=order,
        now=now,
        kept_expiry=unchanged,
    )
    fields = sorted(field for field, value in facts.items() if getattr(row, field) != value)
    for field in fields:
        setattr(row, field, facts[field])
    if fields:
        row.save(update_fields=fields)
        told(code, row, fields, actor, now)
    return row


def checked_facts(
    *,
    capacity: int,
    reserve: int,
    valid_from: datetime | None,
    expires_at: datetime | None,
    order: int,
    now: datetime,
    kept_expiry: bool = False,
) -> dict[str, object]:
    """Return a slot's facts as they are kept."""
    if not 0 <= capacity <= MOST_SEATS:
        raise Invalid(_("A slot has at most 100,000 seats."), field="capacity")
    if not 0 <= reserve <= capacity:
        raise Invalid(_("The reserve is a part of the seats."), field="reserve")
    if expires_at and expires_at <= now and not kept_expiry:
        raise Invalid(_("This moment has passed. To stop new seats, set the seats to 0."), field="expires_at")
    if expires_at and valid_from and expires_at <= valid_from:
        raise Invalid(_("The end comes after the beginning."), field="expires_at")
    return {
        "capacity": capacity,
        "reserve": reserve,
        "valid_from": valid_from,
        "expires_at": expires_at,
        "order": order,
    }


def target_of(community: int, group: str, external_url: str, actor: Actor) -> dict[str, object]:
    """Return where a slot leads: a group of this community, or an address elsewhere."""
    if bool(group) == bool(external_url):
        raise Invalid(_("Give a group or an address."), field="group")
    if external_url:
        if not external_url.startswith("https://"):
            raise Invalid(_("The address begins with https://"), field="external_url")
        return {"external_url": external_url[:500]}
    found = groups_run_by(actor, community).filter(key=group, archived_at=None).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such group."), field="group")
    return {"group_id": found}


def told(code: LiveCode, slot: Slot, fields: list[str], actor: Actor, now: datetime) -> None:
    """Tell that a code's slot changed."""
    publish(
        CodeChanged(
            at=now,
            community=code.community_id,
            actor=actor.account,
            code=code.pk,
            group=slot.group_id,
            data={"slot": slot.number, "fields": fields},
        )
    )
    tell("codes", {"slug": code.slug})
