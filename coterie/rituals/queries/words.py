"""What a ritual says in its group."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.queries.address import member_address
from coterie.groups.queries.groups import joined_between
from coterie.rituals.enums import Cue, RitualKind, Rule
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.rituals import zone_of

MOST_NAMED = 20


def words_of(row: Occurrence, cue: Cue) -> str:
    """Return what is said at a moment, in the language that is switched on."""
    return SAID[cue](row)


def address_of(row: Occurrence) -> str:
    """Return where one time of a ritual can be read."""
    return member_address(row.ritual.community.slug, f"rituals/{row.key}")


def topic_of(row: Occurrence) -> str:
    """Return what it is called this time."""
    return f"{row.ritual.title}: {row.title}" if row.title else row.ritual.title


def announcement(row: Occurrence) -> str:
    """Say what is to come and when."""
    starts = row.starts_at.astimezone(zone_of(row.ritual))
    words = {"day": date_format(starts, "DATE_FORMAT"), "time": f"{starts:%H:%M}", "topic": topic_of(row)}
    said = _("%(day)s, %(time)s: %(topic)s") % words
    return "\n".join(part for part in (said, whose_day(row), row.ritual.brief, address_of(row)) if part)


def whose_day(row: Occurrence) -> str:
    """Name those for whom it is, where days are counted from joining: they are told besides."""
    if row.ritual.rule != Rule.AFTER_JOINING:
        return ""
    joined = row.on - timedelta(days=row.ritual.after - 1)
    seats = joined_between(row.group_id, zone_of(row.ritual), joined, joined)
    return " ".join(f"@{name}" for name in seats.values_list("member__name", flat=True)[:MOST_NAMED])


def reminder(row: Occurrence) -> str:
    """Say that it begins soon."""
    minutes = row.ritual.remind_minutes
    said = ngettext("In %(n)s minute: %(topic)s", "In %(n)s minutes: %(topic)s", minutes)
    return said % {"n": minutes, "topic": topic_of(row)}


def opening(row: Occurrence) -> str:
    """Say that it begins, and until when it goes on."""
    words = {"topic": topic_of(row), "time": f"{row.ends_at.astimezone(zone_of(row.ritual)):%H:%M}"}
    if row.ritual.kind == RitualKind.TOPIC:
        return _("We begin: %(topic)s. What is said here until %(time)s is collected.") % words
    return _("We begin: %(topic)s. We are together until %(time)s.") % words


def ending(row: Occurrence) -> str:
    """Thank, and say where the best of it can be read."""
    people = ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people}
    number = row.contributions
    lines = ngettext("%(n)s contribution", "%(n)s contributions", number) % {"n": number}
    words = {"topic": topic_of(row), "people": people, "lines": lines, "address": address_of(row)}
    return (
        _("That was %(topic)s: %(people)s, %(lines)s. The best of it, and your wish for the next time: %(address)s")
        % words
    )


SAID = {Cue.ANNOUNCE: announcement, Cue.REMIND: reminder, Cue.OPEN: opening, Cue.CLOSE: ending}
