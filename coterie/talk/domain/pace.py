"""The pace of a group: how long a member waits between two messages, and when only staff speak."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.communities.queries.communities import timezone_of
from coterie.groups.queries.seat import OpenSeat
from coterie.groups.rules import is_quiet
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.talk.errors import QuietNow, TooSoon
from coterie.talk.models import Message


def keep_pace(seat: OpenSeat, group: int, member: int, actor: Actor, now: datetime) -> None:
    """Let pass who speaks at the group's pace; staff who moderate and the system always do.

    Raises QuietNow in the quiet hours, TooSoon before the time is up.
    """
    if not seat.paced or actor.system or may(actor, Permission.MODERATE, seat.community):
        return
    keep_quiet(seat, now)
    if seat.slow_seconds:
        keep_slow(seat.slow_seconds, group, member, now)


def keep_quiet(seat: OpenSeat, now: datetime) -> None:
    """Refuse in the quiet hours."""
    if seat.quiet_from is None or seat.quiet_to is None:
        return
    begin, end = clock_time(seat.quiet_from), clock_time(seat.quiet_to)
    if is_quiet(now.astimezone(ZoneInfo(timezone_of(seat.community))).time(), begin, end):
        raise QuietNow(_("It is quiet here until %(time)s.") % {"time": f"{end:%H:%M}"}, field="text")


def keep_slow(seconds: int, group: int, member: int, now: datetime) -> None:
    """Refuse who spoke a moment ago; two messages at the same moment take turns."""
    lock_name(f"talk.slow:{group}:{member}")
    since = now - timedelta(seconds=seconds)
    last = Message.objects.filter(group=group, member=member, posted_at__gt=since).order_by("-posted_at").first()
    if last:
        wait = max(1, round((last.posted_at - since).total_seconds()))
        raise TooSoon(
            ngettext_lazy("Please wait %(wait)s second.", "Please wait %(wait)s seconds.", wait) % {"wait": wait},
            field="text",
        )


def clock_time(kept: time | str) -> time:
    """Read a time of day as either database gives it."""
    return kept if isinstance(kept, time) else time.fromisoformat(kept)
