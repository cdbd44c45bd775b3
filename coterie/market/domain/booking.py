"""Moving a booking to another time: by who booked, until some hours before; by staff, whenever it is ahead."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, NotFound
from coterie.market.domain.buying import cancelled, facts_of, may_see
from coterie.market.domain.holding import take_places
from coterie.market.enums import OrderState
from coterie.market.events import BookingMoved
from coterie.market.models import Appointment, Booking, Order
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish

DAY_BEFORE = timedelta(days=1)
"""How long before it a booking is reminded of."""


@transaction.atomic
def move_booking(*, booking: int, appointment: int, actor: Actor, now: datetime) -> Booking:
    """Take the same places at another time of the same service; in the same breath the old ones are free.

    Raises NotFound, Conflict when it is too late, SoldOut, NotForSale.
    """
    order = locked(Order.objects.filter(lines__booking=booking))
    if not may_see(order, actor):
        raise NotFound(_("There is no such booking."))
    row = Booking.objects.select_related("line__variant__offer").get(pk=booking)
    # in one order, so that two who change places do not wait for each other
    rows = lock(Appointment.objects.filter(pk__in={row.appointment_id, appointment}).order_by("pk"))
    both = {one.pk: one for one in rows}
    if appointment not in both or both[appointment].offer_id != row.line.variant.offer_id:
        raise NotFound(_("There is no such time."))
    if appointment == row.appointment_id:
        return row
    by_staff = refuse_late(row, both[row.appointment_id], order, actor, now)
    take_places(both[appointment], row.places, row.member_id, now)
    before = row.appointment_id
    Appointment.objects.filter(pk=before).update(left=F("left") + row.places)
    soon = both[appointment].starts_at - now <= DAY_BEFORE
    row.appointment_id, row.moves, row.reminded_at = appointment, row.moves + 1, now if soon else None
    row.save(update_fields=["appointment", "moves", "reminded_at"])
    data = {"from": before, "to": appointment, "by_staff": by_staff}
    publish(BookingMoved(at=now, data=data, **{**facts_of(order, actor), "subject": row.pk}))
    return row


def refuse_late(row: Booking, old: Appointment, order: Order, actor: Actor, now: datetime) -> bool:
    """Refuse what cannot be moved any more; tell whether staff moves it."""
    if row.freed_at or order.state not in (OrderState.PENDING, OrderState.PAID, OrderState.PARTIALLY_REFUNDED):
        raise Conflict(_("This booking came to nothing."))
    if old.ends_at <= now and not old.cancelled_at:
        raise Conflict(_("This time is over."))
    mine = member_of(actor, order.community_id)
    if mine is None or mine.pk != order.member_id:
        return True
    too_late = now > old.starts_at - timedelta(hours=row.line.variant.offer.move_hours)
    if too_late and not old.cancelled_at and not may(actor, Permission.EDIT_OFFERS, order.community_id):
        raise Conflict(_("It can no longer be moved. Write to the hosts."))
    return False


@transaction.atomic
def give_up_called_off(*, order: int, actor: Actor, now: datetime) -> None:
    """Give up an order that nobody paid, whose time was called off; once."""
    row = locked(Order.objects.filter(pk=order))
    if row.state == OrderState.PENDING:
        cancelled(row, "staff", actor, now)
