"""Tags about the time of day where the reader or the community is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.review.queries.words import duration
from coterie.review.rules.period import MINUTE

register = template.Library()
NOON, EVENING = 11, 18


@register.simple_tag(takes_context=True)
def greeting(context: template.Context, name: str) -> str:
    """Greet by the hour of the community."""
    hour = now().astimezone(zone_of(context["page"].community)).hour
    if hour < NOON:
        return _("Good morning, %(name)s.") % {"name": name}
    if hour < EVENING:
        return _("Good day, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


@register.filter
def ago(moment: datetime) -> str:
    """Say how long ago something was, in one unit."""
    seconds = (now() - moment).total_seconds()
    return _("%(time)s ago") % {"time": duration(seconds)} if seconds >= MINUTE else _("just now")


@register.simple_tag
def localday(community: Community) -> str:
    """Write the community's date."""
    return date_format(now().astimezone(zone_of(community)), _("l, j F"))


def zone_of(community: Community | None) -> ZoneInfo:
    """Return the community's time zone."""
    return ZoneInfo(community.timezone if community else "UTC")
