"""Adding and changing the slots of a live code."""

import re
from datetime import datetime, time
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.line import promote_line
from coterie.joining.domain.qr_picture import LASTS, read_qr_picture
from coterie.joining.domain.room_port import port_for
from coterie.joining.enums import Target, Whom
from coterie.joining.events import CodeChanged
from coterie.joining.models import LiveCode, Slot
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.platform.live import tell

MOST_SEATS = 100_000
MOST_SLOTS = 1000
MOST_WEIGHT = 1000
MOST_LANGUAGES = 10
LANGUAGE = re.compile("[a-z]{2,3}")


def slot_of(code: LiveCode, number: int, group: int, capacity: int) -> Slot:
    """Return a new slot for a group, not yet stored."""
    if not 1 <= capacity <= MOST_SEATS:
        raise Invalid(_("A slot has between 1 and 100,000 seats."), field="capacity")
    return Slot(code=code, number=number, group_id=group, capacity=capacity, order=number)


class SlotFacts(TypedDict, total=False):
    """What an operator says of a slot; what is left out stays, or is as usual."""

    capacity: int
    reserve: int
    valid_from: datetime | None
    expires_at: datetime | None
    order: int | None
    weight: int
    languages: str
    from_time: time | None
    """Of the community's day, with `to_time`, which may lie after midnight."""
    to_time: time | None
    whom: str


def add_slot(
    *,
    code: int,
    group: str = "",
    external_url: str = "",
    picture: bytes = b"",
    room: str = "",
    actor: Actor,
    now: datetime,
    **facts: Unpack[SlotFacts],
) -> Slot:
    """Add seats to a code: in a group (by its key), at an address elsewhere, behind a group's QR code, in a chat room.

    The QR code in `picture` is read first; unless said otherwise it ends in seven days. Who waits gets the seats.
    """
    shown = read_qr_picture(picture) if picture else None
    with transaction.atomic():
        row = locked(LiveCode.objects.filter(pk=code))
        require(actor, Permission.EDIT_CODES, row.community_id)
        last = Slot.objects.filter(code=row).aggregate(last=Max("number"))["last"] or 0
        kept = checked_facts({"capacity": 1, **facts}, None, now)
        if shown and "expires_at" not in kept:
            kept["expires_at"] = now + LASTS
        kept.setdefault("order", last + 1)
        if sum(map(bool, (group, external_url, shown, room))) != 1:
            raise Invalid(_("Give a group, an address or a picture."), field="group")
        target: dict[str, Any] = (
            {"target": Target.PICTURE, **shown.kept(row.community_id, now)}
            if shown
            else target_of(row.community_id, group, external_url, room, actor)
        )
        slot = Slot.objects.create(code=row, number=last + 1, **target, **kept)
        told(row, slot, ["added"], actor, now)
        promote_line(code=row.pk, actor=actor, now=now)
    return slot


@transaction.atomic
def edit_slot(*, slot: int, actor: Actor, now: datetime, **facts: Unpack[SlotFacts]) -> Slot:
    """Change what is given of a slot; nobody who has a seat is moved, and fewer seats than taken only stop new ones.

    The target cannot be changed for that reason: add another slot, and set this one's capacity to 0.
    """
    code = locked(LiveCode.objects.filter(slots=slot))
    require(actor, Permission.EDIT_CODES, code.community_id)
    row = Slot.objects.get(pk=slot)
    kept = checked_facts(facts, row, now)
    fields = altered(row, kept)
    if fields:
        row.save(update_fields=fields)
        told(code, row, fields, actor, now)
        promote_line(code=code.pk, actor=actor, now=now)
    return row


def checked_facts(facts: SlotFacts, row: Slot | None, now: datetime) -> dict[str, object]:
    """Return the given facts as they are kept; `row` is the slot as it was."""
    usual = SlotFacts(capacity=0, reserve=0, weight=1, expires_at=None, valid_from=None)
    before = SlotFacts(**{name: getattr(row, name) for name in usual}) if row else usual  # type: ignore[typeddict-item]
    all_: SlotFacts = {**before, **facts}
    capacity, reserve, expires_at, valid_from = (
        all_["capacity"], all_["reserve"], all_["expires_at"], all_["valid_from"],
    )  # fmt: skip
    if not 0 <= capacity <= MOST_SEATS:
        raise Invalid(_("A slot has at most 100,000 seats."), field="capacity")
    if not 0 <= reserve <= capacity:
        raise Invalid(_("The reserve is a part of the seats."), field="reserve")
    if not 1 <= all_["weight"] <= MOST_WEIGHT:
        raise Invalid(_("A weight lies between 1 and 1,000."), field="weight")
    if expires_at and expires_at <= now and expires_at != before["expires_at"]:
        raise Invalid(_("This moment has passed. To stop new seats, set the seats to 0."), field="expires_at")
    if expires_at and valid_from and expires_at <= valid_from:
        raise Invalid(_("The end comes after the beginning."), field="expires_at")
    given = {name: value for name, value in facts.items() if name not in ("from_time", "to_time", "languages")}
    if given.get("order") is None:
        given.pop("order", None)
    return given | checked_conditions(facts)


def checked_conditions(facts: SlotFacts) -> dict[str, object]:
    """Return the conditions that are given as they are kept."""
    kept: dict[str, object] = {}
    if facts.get("whom", "") not in Whom.values:
        raise Invalid(_("Choose from the list."), field="whom")
    if "languages" in facts:
        names = facts["languages"].replace(",", " ").lower().split()
        if len(names) > MOST_LANGUAGES or not all(LANGUAGE.fullmatch(name) for name in names):
            raise Invalid(_("Name up to ten languages by their short names, like zh en ja."), field="languages")
        kept["languages"] = ",".join(dict.fromkeys(names))
    if "from_time" in facts or "to_time" in facts:
        start, end = facts.get("from_time"), facts.get("to_time")
        if (start is None) != (end is None) or (start is not None and start == end):
            raise Invalid(_("Hours have a beginning and another end."), field="to_time")
        kept["from_minute"], kept["to_minute"] = minute_of(start), minute_of(end)
    return kept


def minute_of(moment: time | None) -> int | None:
    """Return how many minutes of the day have passed."""
    return None if moment is None else moment.hour * 60 + moment.minute


def target_of(community: int, group: str, external_url: str, room: str, actor: Actor) -> dict[str, object]:
    """Return where a slot leads: a group of this community, an address elsewhere, or a chat network's room."""
    if room:
        if port_for(room) is None:
            raise Invalid(_("No chat network is connected that has this room."), field="room")
        return {"target": Target.ROOM, "room": room[:200]}
    if external_url:
        if not external_url.startswith("https://"):
            raise Invalid(_("The address begins with https://"), field="external_url")
        return {"target": Target.LINK, "external_url": external_url[:500]}
    found = groups_run_by(actor, community).filter(key=group, archived_at=None).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such group."), field="group")
    return {"target": Target.GROUP, "group_id": found}


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
