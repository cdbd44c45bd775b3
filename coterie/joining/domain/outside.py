"""Slots whose people we cannot see: their picture, their count, and visitors who say that they are in."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.host_task import close_tasks
from coterie.joining.domain.line import promote_line
from coterie.joining.domain.qr_picture import LASTS, read_qr_picture
from coterie.joining.domain.seats import tickets
from coterie.joining.domain.seats.batch import open_desks, write
from coterie.joining.domain.slot import told
from coterie.joining.domain.way_in import COUNT_CODE
from coterie.joining.enums import HostTaskKind, Target, TicketState
from coterie.joining.errors import NoSeat
from coterie.joining.events import CountCorrected, SeatConfirmed
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.db.written import change
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish
from coterie.platform.files.storing import remove, stored_file

MOST_INSIDE = 100_000
PICTURE_KINDS = (HostTaskKind.PICTURE_48, HostTaskKind.PICTURE_24)


def replace_picture(
    *, slot: int, picture: bytes, expires_at: datetime | None = None, actor: Actor, now: datetime
) -> Slot:
    """Show another picture of the same group's QR code; the slot, its seats and every printed code stay.

    Unless said otherwise a new QR code ends in seven days; the same one again keeps its end.
    """
    shown = read_qr_picture(picture)
    with transaction.atomic():
        code = locked(LiveCode.objects.filter(slots=slot))
        require(actor, Permission.EDIT_CODES, code.community_id)
        row = Slot.objects.get(pk=slot)
        if row.target != Target.PICTURE:
            raise Invalid(_("This slot shows no picture."), field="picture")
        if expires_at and expires_at <= now:
            raise Invalid(_("This moment has passed."), field="expires_at")
        remove(stored_file(row.picture))
        kept = shown.kept(code.community_id, now)
        same = row.picture_text == shown.text
        row.picture, row.picture_text = kept["picture"], kept["picture_text"]
        row.expires_at = expires_at or (row.expires_at if same else now + LASTS)
        row.save(update_fields=["picture", "picture_text", "expires_at"])
        told(code, row, ["picture"], actor, now)
        if row.expires_at is None or row.expires_at > now:
            close_tasks(code=code.pk, kinds=PICTURE_KINDS, number=row.number, actor=actor, now=now)
        promote_line(code=code.pk, actor=actor, now=now)
    return row


@transaction.atomic
def correct_count(*, slot: int, inside: int, actor: Actor, now: datetime) -> Slot:
    """Say how many people are in the group behind a slot; what we counted before is set right by the difference.

    Raises Invalid for a group of ours, whose people we see.
    """
    code = locked(LiveCode.objects.filter(slots=slot))
    require(actor, Permission.EDIT_CODES, code.community_id)
    row = Slot.objects.get(pk=slot)
    if row.target == Target.GROUP:
        raise Invalid(_("The people of this group are counted by themselves."), field="inside")
    if not 0 <= inside <= MOST_INSIDE:
        raise Invalid(_("Give a number between 0 and 100,000."), field="inside")
    before = row.joined + row.corrected
    if inside != before:
        row.corrected = inside - row.joined
        row.save(update_fields=["corrected"])
        data = {"slot": row.number, "inside": inside, "before": before}
        publish(CountCorrected(at=now, community=code.community_id, actor=actor.account, code=code.pk, data=data))
        promote_line(code=code.pk, actor=actor, now=now)
    return row


class Confirmed(NamedTuple):
    """A seat that is taken for good."""

    slot: int
    number: int


@transaction.atomic
def confirm_seat(*, code: int, visitor: int, actor: Actor, now: datetime) -> Confirmed:
    """Count a visitor as joined who says "I am in"; a second time counts nothing.

    Raises NoSeat when the hold has ended and the seat is somebody else's.
    """
    [desk] = open_desks("id", [code], now=now)
    ticket = tickets.read(code, [visitor]).get(visitor)
    if ticket is None or ticket.state not in (TicketState.HELD, TicketState.JOINED):
        raise NoSeat(_("Your seat was held for a while and has gone to somebody else. Scan the code again."))
    slot = desk.slots[ticket.slot or 0]
    if ticket.state == TicketState.HELD:
        desk.confirm(ticket)
        Ticket.objects.filter(pk=ticket.id).update(state=TicketState.JOINED, held_until=None)
        write([desk])
        change(COUNT_CODE, code)
        door, data = desk.door, {"slot": slot.number}
        publish(
            SeatConfirmed(
                at=now, community=door.community, actor=actor.account, channel=door.channel, code=code,
                visitor=visitor, data=data,
            )
        )  # fmt: skip
    return Confirmed(slot.id, slot.number)
