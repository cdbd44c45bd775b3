"""The funnel in words and rows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.review.queries.funnel import Funnel
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.words import in_a_row, percent, step_name, whole_number


def funnel_sheet(funnel: Funnel) -> Sheet:
    """Return the table of a funnel: one row per step."""
    return Sheet(
        title=_("From first glance to first friend"),
        sentence=funnel_sentence(funnel),
        columns=(_("Step"), _("People"), _("Went on"), _("Still have time"), _("Judged"), _("In time")),
        names=("step", "entered", "rate", "pending", "judged", "kept"),
        rows=[
            (step_name(step.step), step.entered, step.rate, step.pending, step.judged, step.kept)
            for step in funnel.steps
        ],
    )


def funnel_sentence(funnel: Funnel) -> str:
    """Say what the funnel means."""
    first, last = funnel.steps[0], funnel.steps[-1]
    if not first.entered:
        return _("Nobody came in during this time. Print a code or share the public page, and the steps appear here.")
    came = ngettext(
        "%(entered)s person came in; %(last)s got as far as “%(step)s”.",
        "%(entered)s people came in; %(last)s got as far as “%(step)s”.",
        first.entered,
    )
    words = {"entered": whole_number(first.entered), "last": whole_number(last.entered), "step": step_name(last.step)}
    return in_a_row(came % words, narrowest(funnel), waiting(sum(step.pending for step in funnel.steps)))


def narrowest(funnel: Funnel) -> str:
    """Name the step that the smallest share passes."""
    rated = [(step.rate, place) for place, step in enumerate(funnel.steps) if step.rate is not None]
    if not rated:
        return ""
    rate, place = min(rated)
    before, step = funnel.steps[place - 1], funnel.steps[place]
    return _("The narrowest step is “%(before)s” to “%(step)s”: %(rate)s go on.") % {
        "before": step_name(before.step),
        "step": step_name(step.step),
        "rate": percent(rate),
    }


def waiting(people: int) -> str:
    """Say how many are not judged yet."""
    if not people:
        return ""
    return ngettext(
        "%(people)s person still has time for the next step and is not counted as lost.",
        "%(people)s people still have time for their next step and are not counted as lost.",
        people,
    ) % {"people": whole_number(people)}
