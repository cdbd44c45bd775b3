"""Activity in words and rows."""

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.review.queries.activity import Activity
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.words import whole_number


def activity_sheet(activity: Activity) -> Sheet:
    """Return the table of activity: one row per day."""
    return Sheet(
        title=_("Messages, day by day"),
        sentence=activity_sentence(activity),
        columns=(_("Day"), _("Messages"), _("Authors")),
        names=("day", "messages", "authors"),
        rows=[(day.day, day.messages, day.authors) for day in activity.days],
    )


def hours_sheet(activity: Activity) -> Sheet:
    """Return the table of the week: one row per weekday, one column per hour."""
    return Sheet(
        title=_("Messages by hour of the week"),
        sentence=hours_sentence(activity),
        columns=(_("Weekday"), *(f"{hour:02}" for hour in range(24))),
        names=("weekday", *(f"hour_{hour:02}" for hour in range(24))),
        rows=[(str(WEEKDAYS[place]), *row) for place, row in enumerate(activity.hours)],
    )


def activity_sentence(activity: Activity) -> str:
    """Say what the days mean."""
    total = sum(day.messages for day in activity.days)
    busiest = activity.busiest
    if not total or busiest is None:
        return _("Nobody wrote in this time.")
    return _("%(messages)s messages, on %(active)s of %(days)s days. The busiest day was %(day)s with %(most)s.") % {
        "messages": whole_number(total),
        "active": whole_number(sum(1 for day in activity.days if day.messages)),
        "days": whole_number(len(activity.days)),
        "day": date_format(busiest.day),
        "most": whole_number(busiest.messages),
    }


def hours_sentence(activity: Activity) -> str:
    """Say when people write most."""
    if activity.peak is None:
        return _("Nobody wrote in this time.")
    weekday, hour = activity.peak
    return _("Most is written on %(weekday)s from %(hour)s to %(next)s.") % {
        "weekday": WEEKDAYS[weekday],
        "hour": f"{hour:02}:00",
        "next": f"{(hour + 1) % 24:02}:00",
    }
