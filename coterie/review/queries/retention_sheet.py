"""The map of cohorts in words and rows."""

from datetime import timedelta

from django.utils.translation import gettext as _

from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.retention import BRACKETS, WEEKS, Cohort, Retention
from coterie.review.queries.sheet import Cell, Sheet
from coterie.review.queries.words import percent, whole_number

TOLD_WEEKS = (1, 4, 12)


def retention_sheet(retention: Retention, *, kind: str = "classic") -> Sheet:
    """Return the table of a map: one row per week of joining; `kind` is classic, rolling or bracket."""
    weeks = [(f"{low}-{high}" if high > low else str(low)) for low, high in BRACKETS]
    headings = weeks if kind == "bracket" else [str(week) for week in range(WEEKS)]
    return Sheet(
        title=_("Who joined in a week and still writes"),
        sentence=retention_sentence(retention),
        columns=(
            _("Joined in the week of"),
            _("People"),
            *(_("Week %(weeks)s") % {"weeks": week} for week in headings),
        ),
        names=("monday", "size", *(f"week_{week}" for week in headings)),
        rows=[cohort_row(cohort, kind) for cohort in retention.cohorts],
    )


def cohort_row(cohort: Cohort, kind: str) -> tuple[Cell, ...]:
    """Return one line of the map."""
    cells = {"classic": cohort.classic, "rolling": cohort.rolling, "bracket": cohort.bracket}[kind]
    return (EPOCH_DAY + timedelta(days=cohort.monday), cohort.size, *cells)


def retention_sentence(retention: Retention) -> str:
    """Say what the map means."""
    if not retention.cohorts:
        return _("Nobody joined in this time.")
    overall = retention.overall
    told = [(week, rate) for week in TOLD_WEEKS if (rate := overall[week]) is not None]
    if not told:
        return _("%(people)s people joined; their first weeks are not over yet.") % {
            "people": whole_number(sum(cohort.size for cohort in retention.cohorts))
        }
    parts = [_("%(rate)s in week %(week)s") % {"rate": percent(rate), "week": week} for week, rate in told]
    return _("Of those who joined, so many wrote again: %(parts)s. Cells that are not over yet stay blank.") % {
        "parts": _(", ").join(parts)
    }
