"""What one has booked: another time, and a file for one's own calendar."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from coterie.kit.clock import now
from coterie.market.domain.booking import move_booking
from coterie.market.models import Booking
from coterie.market.queries.appointments import SHOWN, booking_of, by_day, free_times
from coterie.web.attempt import attempt
from coterie.web.member.orders import order_or_404
from coterie.web.member.place import Standing, member_page
from coterie.web.request import one_or_404


def booking_or_404(standing: Standing, key: str) -> Booking:
    """Find what one booked with an order."""
    found = booking_of(order_or_404(standing, key))
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("profile")
def booking(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show the free times, and move the booking to one of them."""
    row, form = booking_or_404(standing, key), forms.Form(request.POST or None)
    offer = row.line.variant.offer
    if request.method == "POST" and form.is_valid():
        to = one_or_404(offer.appointments.all(), key=request.POST.get("time", ""))
        if attempt(form, move_booking, booking=row.pk, appointment=to.pk, actor=standing.actor, now=now()):
            messages.success(request, _("It is moved."))
            return redirect("member:order", standing.slug, key)
    rows = free_times(offer.pk, now()).exclude(pk=row.appointment_id).filter(left__gte=row.places)
    words = {
        "standing": standing, "booking": row, "row": row.line.order, "form": form, "hours": offer.move_hours,
        "days": by_day(list(rows[:SHOWN]), standing.zone), "zone": standing.zone.key,
    }  # fmt: skip
    return render(request, "member/booking.html", words, status=422 if form.errors else 200)


@require_safe
@member_page("profile")
def booking_calendar(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand the booking over for one's own calendar (RFC 5545), once it is paid."""
    row = booking_or_404(standing, key)
    if row.line.order.paid_at is None:
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//Coterie//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event_of(row))
    answer = HttpResponse(bytes(calendar.to_ical()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="booking-{row.key}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def event_of(row: Booking) -> Event:
    """Write what is booked; it keeps its name when it is moved."""
    event, at, order = Event(), row.appointment, row.line.order
    event.add("uid", f"{row.key}@coterie")
    event.add("dtstamp", now())
    event.add("dtstart", at.starts_at)
    event.add("dtend", at.ends_at)
    event.add("sequence", row.moves)
    event.add("summary", row.line.title)
    event.add("location", at.where)
    event.add("status", "CANCELLED" if at.cancelled_at else "CONFIRMED")
    event.add("url", f"{settings.BASE_URL}{reverse('member:order', args=[order.community.slug, order.key])}")
    return event
