"""Words of campaigns: what a milestone brings, how long a friend has to stay."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.growth.enums import RewardKind
from coterie.growth.models import Milestone
from coterie.web.templatetags.coterie import number

register = template.Library()
HOURS = 24


@register.filter
def reward(step: Milestone) -> str:
    """Say what a milestone brings."""
    if step.kind == RewardKind.POINTS:
        points = step.points or 0
        return ngettext("%(number)s point", "%(number)s points", points) % {"number": number(points)}
    if step.kind == RewardKind.COUPON:
        return _("a coupon of %(percent)s %%") % {"percent": number(step.percent)}
    if step.kind == RewardKind.BADGE and step.badge:
        return _("the badge “%(name)s”") % {"name": step.badge.name}
    return step.thing


@register.filter
def stay(hours: int) -> str:
    """Say how long, in days where they are whole."""
    days, rest = divmod(hours, HOURS)
    if days and not rest:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
