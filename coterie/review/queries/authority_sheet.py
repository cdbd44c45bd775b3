"""Authority in words and rows."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coterie.kit.trend import Trend
from coterie.review.queries.authority import ECHO, ENDORSED, FOLLOWERS, REACH, Authority, Course
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.words import whole_number


def course_name(name: str) -> str:
    """Name a series as its picture is headed."""
    return {
        REACH: _("People reached"),
        ECHO: _("People who answered or reacted"),
        ENDORSED: _("Endorsements"),
        FOLLOWERS: _("Followers"),
    }[name]


def course_formula(name: str) -> str:
    """Say how a series is counted."""
    return {
        REACH: _("Different members who did something in a group in a week in which this profile spoke there."),
        ECHO: _("Different members who replied, mentioned or reacted, week by week."),
        ENDORSED: _("Answers that were taken, and contributions that a host marked, week by week; each counts once."),
        FOLLOWERS: _("Members who follow at the end of the week; who leaves the community is not counted any more."),
    }[name]


def course_sentence(course: Course) -> str:
    """Say which way a series goes."""
    if course.values is None:
        return _("Nobody speaks as this profile yet, so this cannot be known.")
    if not any(course.values):
        return _("Nothing yet in these thirteen weeks.")
    words = {"last": whole_number(course.values[-1])}
    return _("%(last)s in the last whole week; %(way)s") % {**words, "way": way_of(course.trend)}


def way_of(trend: Trend | None) -> str:
    """Say a trend, or that there is none to be seen: the Theil-Sen slope with its 95 % interval."""
    if trend is None or not (trend.rises or trend.falls):
        return _("which way it goes is undecided.")
    words = {"slope": number_format(abs(trend.slope), decimal_pos=1, use_l10n=True)}
    if trend.rises:
        return _("it rises by about %(slope)s a week.") % words
    return _("it falls by about %(slope)s a week.") % words


def authority_sheet(found: Authority) -> Sheet:
    """Return all series as one table: a row a week."""
    names = [course.name for course in found.courses]
    columns = [course.values or [None] * len(found.mondays) for course in found.courses]
    return Sheet(
        title=_("Authority, week by week"),
        sentence=" ".join(f"{course_name(one.name)}: {course_sentence(one)}" for one in found.courses),
        columns=(_("Week from"), *(course_name(name) for name in names)),
        names=("monday", *names),
        rows=[tuple(row) for row in zip(found.mondays, *columns, strict=True)],
    )
