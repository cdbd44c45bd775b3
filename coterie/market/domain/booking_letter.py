"""Letters about what is booked: the day before, when staff moved it, when it was called off."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.market.domain.booking import DAY_BEFORE
from coterie.market.domain.buying import facts_of
from coterie.market.events import BookingReminded
from coterie.market.models import Booking
from coterie.market.queries.appointments import bookings_of, paid_bookings
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import who_may_be_called
from coterie.platform.events.log import publish


def remind_of_bookings_due(*, actor: Actor, now: datetime) -> int:
    """Remind of every booking of the day that comes; return how many. Who booked later than that needs no reminder."""
    soon = paid_bookings().filter(reminded_at=None, appointment__starts_at__gt=now, appointment__cancelled_at=None)
    early = soon.filter(line__order__paid_at__lt=F("appointment__starts_at") - DAY_BEFORE)
    due = early.filter(appointment__starts_at__lte=now + DAY_BEFORE).order_by("appointment__starts_at", "pk")
    return sum(remind(booking=booking, actor=actor, now=now) for booking in list(due.values_list("pk", flat=True)))


@transaction.atomic
def remind(*, booking: int, actor: Actor, now: datetime) -> bool:
    """Remind of one booking, once, by letter if its member wants letters; tell whether it was now."""
    if lock(Booking.objects.filter(pk=booking, reminded_at=None, freed_at=None)).first() is None:
        return False
    row = bookings_of().get(pk=booking)
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    secret = who_may_be_called([row.member_id or 0]).get(row.member_id or 0)
    wrote = bool(secret) and written(row, partial(reminder_of, row, secret or ""), ending(secret or ""))
    facts = {**facts_of(row.line.order, actor), "subject": row.pk}
    publish(BookingReminded(at=now, data={"letter": wrote}, **facts))
    return True


def write_called_off(*, appointment: int) -> int:
    """Write to everybody who has paid for a time that it was called off; return to how many."""
    rows = bookings_of().filter(pk__in=paid_bookings().filter(appointment=appointment).values("pk"))
    return sum(written(row, partial(called_off_of, row)) for row in rows.order_by("pk"))


def write_moved(*, booking: int) -> bool:
    """Write to who booked that staff moved it."""
    row = bookings_of().get(pk=booking)
    return written(row, partial(moved_of, row))


def written(row: Booking, words: partial[tuple[str, str]], headers: dict[str, str] | None = None) -> bool:
    """Write a letter to who booked, in the community's language."""
    account = row.member.account_id if row.member else None
    return write_to(account, row.line.order.community.language, words, headers=headers or {})


def facts(row: Booking) -> dict[str, str]:
    """Return what every letter names; the time by the community's clock, with its zone."""
    community, at = row.line.order.community, row.appointment.starts_at
    when = date_format(at.astimezone(ZoneInfo(community.timezone)), "DATETIME_FORMAT")
    address = member_address(community.slug, f"orders/{row.line.order.key}")
    words = {"community": community.name, "title": row.line.title, "where": row.appointment.where}
    return {**words, "when": f"{when} ({community.timezone})", "address": address}


def reminder_of(row: Booking, secret: str) -> tuple[str, str]:
    """Return the letter of the day before."""
    text = _("%(title)s at %(community)s: %(when)s.") % facts(row)
    where = _("Where: %(where)s") % facts(row) if row.appointment.where else ""
    more = _("All about it: %(address)s") % facts(row)
    words = "\n\n".join(filter(None, (text, where, more, how_to_end(secret))))
    return _("Soon: %(title)s, %(when)s") % facts(row), words


def called_off_of(row: Booking) -> tuple[str, str]:
    """Return the letter about a time that was called off."""
    text = _(
        "%(title)s at %(community)s on %(when)s was called off. We are sorry.\n\n"
        "Choose another time here, or wait for the hosts: they find you one, or give you your money back."
        "\n\n%(address)s"
    )
    return _("Called off: %(title)s, %(when)s") % facts(row), text % facts(row)


def moved_of(row: Booking) -> tuple[str, str]:
    """Return the letter about a booking that staff moved."""
    text = _("The hosts of %(community)s moved what you booked. %(title)s is now on %(when)s.\n\n%(address)s")
    return _("A new time: %(title)s, %(when)s") % facts(row), text % facts(row)
