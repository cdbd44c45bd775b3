"""The calendar of one's groups for calendar programs, behind an address that nobody can guess (RFC 5545)."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from coterie.kit.clock import now
from coterie.members.queries.members import active_member
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.rituals import occurrences_of_member
from coterie.rituals.queries.words import topic_of

SIGNER = signing.Signer(salt="coterie.calendar")
BACK, MOST = timedelta(days=30), 500


def feed_address(member: int) -> str:
    """Return the address of a member's calendar, the same at each call."""
    return f"{settings.BASE_URL}{reverse('member:feed', args=[SIGNER.sign_object(member)])}"


@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Hand over the times of a member's groups; it ends with the membership."""
    try:
        member = active_member(int(SIGNER.unsign_object(token)))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Http404 from error
    if member is None:
        raise Http404
    rows = occurrences_of_member(member.pk, since=now() - BACK)[:MOST]
    answer = HttpResponse(drawn(member.community.name, list(rows)), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"], answer["X-Robots-Tag"] = "private, max-age=300", "noindex"
    return answer


def drawn(name: str, rows: list[Occurrence]) -> bytes:
    """Write the times as a calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coterie//Rituals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for row in rows:
        calendar.add_component(event_of(row))
    return bytes(calendar.to_ical())


def event_of(row: Occurrence) -> Event:
    """Write one time; it keeps its name when it is moved."""
    event = Event()
    event.add("uid", f"{row.key}@coterie")
    event.add("dtstamp", row.moved_at or row.ritual.created_at)
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("sequence", row.version)
    event.add("summary", topic_of(row))
    event.add("location", row.group.name)
    event.add("description", row.ritual.brief)
    event.add("status", "CANCELLED" if row.state == "cancelled" else "CONFIRMED")
    event.add("url", f"{settings.BASE_URL}{reverse('member:ritual', args=[row.community.slug, row.key])}")
    return event
