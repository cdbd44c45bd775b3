"""Reading from the address which local days are asked for."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from ninja import Schema

from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)


class DaysAsked(Schema):
    """Local days, both included."""

    since: date | None = None
    until: date | None = None


def days_of(community: Community, given: DaysAsked, *, begin: date | None = None) -> tuple[date, date]:
    """Return the first and the last day that are asked for; without: from `begin`, or the month so far."""
    last = given.until or now().astimezone(ZoneInfo(community.timezone)).date()
    first = given.since or begin or last.replace(day=1)
    if not FIRST <= first <= last <= LAST:
        raise NotFound(_("Nothing is known of those days."), field="until")
    return first, last
