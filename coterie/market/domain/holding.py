"""Places at a time: held with an order, free again when it comes to nothing, never more than there are.

Rows are locked in one order: order, variants, times.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.market.enums import OfferKind
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.models import Appointment, Booking, Order, OrderLine, Variant


def hold_time(order: Order, lines: Sequence[OrderLine], appointment: int | None, now: datetime) -> None:
    """Hold a place for each piece at the time that was chosen; in the order's transaction.

    Raises Invalid without a time where one is needed, SoldOut, NotForSale, Conflict for who has a place there.
    """
    timed = with_times([one.variant for one in lines])
    if not timed:
        if appointment is not None:
            raise Invalid(_("This is not booked for a time."), field="time")
        return
    if len(timed) > 1:
        raise Invalid(_("Book one service at a time."), field="time")
    [line] = [one for one in lines if one.variant_id == timed[0].pk]
    if appointment is None:
        raise Invalid(_("Choose a time."), field="time")
    row = locked(Appointment.objects.filter(pk=appointment, offer=line.variant.offer_id))
    take_places(row, line.quantity, order.member_id, now)
    Booking.objects.create(line=line, appointment=row, member_id=order.member_id, places=line.quantity)


def with_times(variants: Iterable[Variant]) -> list[Variant]:
    """Return the variants of services that are booked for a time: those that ever had one."""
    rows = [row for row in variants if row.offer.kind == OfferKind.SERVICE]
    if not rows:
        return []
    known = Appointment.objects.filter(offer__in=[row.offer_id for row in rows]).values_list("offer", flat=True)
    offers = set(known.distinct())
    return [row for row in rows if row.offer_id in offers]


def take_places(row: Appointment, places: int, member: int | None, now: datetime) -> None:
    """Take places at a time that is locked."""
    if row.cancelled_at or row.starts_at <= now:
        raise NotForSale(_("This time cannot be booked any more."), field="time")
    if Booking.objects.filter(appointment=row, member=member, freed_at=None).exclude(member=None).exists():
        raise Conflict(_("You have booked this time already."), field="time")
    if row.left < places:
        raise SoldOut(_("So many places are not left at this time."), field="time")
    row.left -= places
    row.save(update_fields=["left"])


def free_places(back: Mapping[int, int], now: datetime) -> None:
    """Give places back by line, as many as came back; in the transaction of an order that is locked."""
    rows = list(Booking.objects.filter(line__in=[line for line, pieces in back.items() if pieces], freed_at=None))
    list(lock(Appointment.objects.filter(pk__in=[row.appointment_id for row in rows]).order_by("pk")))
    for row in rows:
        count = min(back[row.line_id], row.places)
        Appointment.objects.filter(pk=row.appointment_id).update(left=F("left") + count)
        if count == row.places:
            row.freed_at = now
        else:
            row.places -= count
        row.save(update_fields=["places", "freed_at"])


def take_time_again(order: Order, now: datetime) -> None:
    """Hold the time again of an order that was given up and is paid late. Raises as holding does."""
    for booking in Booking.objects.filter(line__order=order).exclude(freed_at=None):
        row = locked(Appointment.objects.filter(pk=booking.appointment_id))
        take_places(row, booking.places, booking.member_id, now)
        booking.freed_at = None
        booking.save(update_fields=["freed_at"])
