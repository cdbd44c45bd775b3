"""Ties between people in words and rows."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.review.queries.sheet import Sheet
from coterie.review.queries.ties import Ties
from coterie.review.queries.words import in_a_row, percent, whole_number


def ties_sheet(ties: Ties, names: Mapping[int, str]) -> Sheet:
    """Return the table of the strongest ties; `names` says what to call each member."""
    return Sheet(
        title=_("Who talks to whom"),
        sentence=ties_sentence(ties),
        columns=(_("From"), _("To"), _("Messages")),
        names=("source", "target", "messages"),
        rows=[
            (names.get(tie.source, str(tie.source)), names.get(tie.target, str(tie.target)), tie.messages)
            for tie in ties.strongest
        ],
    )


def ties_sentence(ties: Ties) -> str:
    """Say what the ties mean."""
    if not ties.pairs or ties.mutual_share is None or ties.carriers is None:
        return _("Nobody has replied to or mentioned anybody yet, so it cannot be seen who talks to whom.")
    carried = ngettext(
        "%(carriers)s person writes half of all answers.",
        "%(carriers)s people write half of all answers.",
        ties.carriers,
    )
    pairs = _("%(people)s people talk to each other in %(pairs)s pairs; %(mutual)s of these speak both ways.") % {
        "people": whole_number(ties.people),
        "pairs": whole_number(ties.pairs),
        "mutual": percent(ties.mutual_share),
    }
    return in_a_row(pairs, carried % {"carriers": whole_number(ties.carriers)})
