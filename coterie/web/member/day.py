"""Saying when something was, as short as one can."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.kit.clock import now


def day_said(day: date, today: date) -> str:
    """Say which day it is."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def moment_said(moment: datetime, zone: ZoneInfo) -> str:
    """Say when it was: the time today, the day before that."""
    there, today = moment.astimezone(zone), now().astimezone(zone).date()
    return there.strftime("%H:%M") if there.date() == today else day_said(there.date(), today)
