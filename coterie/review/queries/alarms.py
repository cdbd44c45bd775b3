"""What an operator should know without asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.kit.trend import theil_sen
from coterie.review.enums import AlarmKind
from coterie.review.queries.answers import first_response
from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages
from coterie.review.queries.newcomers import first_messages
from coterie.review.queries.rhythm import WHOLE, rhythms
from coterie.review.queries.words import whole_number
from coterie.review.rules.period import DAY, SECOND_US, WEEK
from coterie.review.rules.rhythm import Rhythm, is_dormant, is_zombie

QUARTER = 13 * WEEK
QUARTERS = 6
WEEKS = 12
SHARP = 0.30
"""A weekly trend alarms when it also takes this part of the speakers over its twelve weeks."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something odd, since when, and why we say so."""

    at: datetime
    kind: AlarmKind
    why: str
    group: int | None = None
    """The group it is about; None for all that is looked at."""


def alarms(log: Log) -> tuple[Alarm, ...]:
    """Return all alarms at the end of the period, the latest first."""
    found = [*trend_alarms(log), *state_alarms(log), *unanswered(log)]
    return tuple(sorted(found, key=lambda alarm: (alarm.at, alarm.kind), reverse=True))


def trend_alarms(log: Log) -> list[Alarm]:
    """Judge the trend over six quarters, and over twelve weeks where that already says enough."""
    found = []
    quarters = speakers_back(log, QUARTER, QUARTERS)
    if quarters and (trend := theil_sen(quarters)) and trend.falls:
        why = _("Fewer people write each quarter: %(first)s, six quarters later %(last)s. It is a steady decline.")
        found.append(ended(log, AlarmKind.DECLINE, why, quarters))
    weeks = speakers_back(log, WEEK, WEEKS)
    if weeks and (trend := theil_sen(weeks)) and trend.falls and -trend.slope * WEEKS > SHARP * max(weeks):
        why = _("Fewer people write each week: %(first)s, twelve weeks later %(last)s.")
        found.append(ended(log, AlarmKind.SLOWING, why, weeks))
    return found


def ended(log: Log, kind: AlarmKind, why: str, speakers: list[int]) -> Alarm:
    """Return an alarm about a series that ends with the period."""
    words = {"first": whole_number(speakers[0]), "last": whole_number(speakers[-1])}
    return Alarm(log.period.until, kind, why % words)


def speakers_back(log: Log, length: int, count: int) -> list[int] | None:
    """Return different speakers in each of the last stretches, the oldest first; None when history is shorter."""
    said = messages(log)
    first = log.tally("message_posted").first
    if not first or log.period.end - first < length * count * SECOND_US:
        return None
    back = (log.period.end - 1 - said.t) // (length * SECOND_US)
    counted = said.mutate(back=back).filter(lambda row: row.back < count)
    rows = log.rows(counted.group_by("back").aggregate(speakers=counted.member.nunique()))
    found = {row["back"]: row["speakers"] for row in rows}
    return [found.get(place, 0) for place in reversed(range(count))]


def state_alarms(log: Log) -> list[Alarm]:
    """Return an alarm for every group that sleeps or only seems alive; for the whole where it has no groups."""
    rooms = {room: rhythm for room, rhythm in rhythms(log).items() if room != WHOLE} or rhythms(log)
    return [alarm for room, rhythm in rooms.items() if (alarm := state_alarm(log, room, rhythm))]


def state_alarm(log: Log, room: int, rhythm: Rhythm) -> Alarm | None:
    """Return the alarm of one group, if it gives cause."""
    group = None if room == WHOLE else room
    if is_dormant(rhythm):
        since = log.period.until - timedelta(days=rhythm.silent_days - rhythm.dormant_after)
        why = _("Silent for %(days)s days; by its own rhythm %(usual)s days would be long.")
        words = {"days": whole_number(rhythm.silent_days), "usual": whole_number(rhythm.dormant_after)}
        return Alarm(since, AlarmKind.DORMANT, why % words, group)
    if is_zombie(rhythm):
        why = _("Members but no talk: %(speakers)s people a week write, %(answering)s of %(recent)s messages answer.")
        words = {
            "speakers": whole_number(rhythm.speakers),
            "answering": whole_number(rhythm.answering),
            "recent": whole_number(rhythm.recent),
        }
        return Alarm(log.period.until, AlarmKind.ZOMBIE, why % words, group)
    return None


def unanswered(log: Log) -> list[Alarm]:
    """Return an alarm when newcomers of the last seven days have waited for more than a day."""
    firsts = log.keep("first_messages", lambda: first_messages(log))
    end = log.period.end
    waiting = firsts.filter(
        firsts.answered.isnull(), firsts.t < end - DAY * SECOND_US, firsts.t >= end - WEEK * SECOND_US
    )
    people = log.one(waiting.aggregate(people=waiting.count()))["people"]
    if not people or not first_response(log):
        return []
    why = ngettext(
        "%(people)s newcomer of the last seven days has waited for an answer for more than a day.",
        "%(people)s newcomers of the last seven days have waited for an answer for more than a day.",
        people,
    )
    return [Alarm(log.period.until, AlarmKind.UNANSWERED, why % {"people": whole_number(people)})]
