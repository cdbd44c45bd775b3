"""What the figures of content mean, in plain sentences."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.rituals.enums import LengthBand, PieceFormat
from coterie.rituals.queries.columns import Persistence
from coterie.rituals.queries.piece_counts import Compared
from coterie.rituals.rules import FEWEST, Trend

ENOUGH = 3
"""Pieces of a kind that make a comparison worth a word."""


def trend_sentence(trend: Trend | None) -> str:
    """Return how the views of a column go."""
    if trend is None:
        return _("Too few pieces to tell: a trend needs %(n)s that have been out for a week.") % {"n": FEWEST}
    words = {"n": trend.pieces, "change": number_format(abs(trend.change) * 100, 0)}
    if trend.declines:
        return (
            _(
                "From the first to the last of %(n)s pieces, %(change)s %% fewer people came within a week,"
                " steadily: chance does that in fewer than 1 of 1,000 columns."
            )
            % words
        )
    if trend.slope < 0:
        return _("%(change)s %% fewer over the last %(n)s pieces: chance can do that, or it is too little.") % words
    return _("%(change)s %% more over the last %(n)s pieces, along the middle of them.") % words


def format_sentence(formats: Sequence[Compared]) -> str:
    """Return which format is seen most."""
    return comparison_sentence([(str(PieceFormat(one.kind).label), one) for one in formats])


def length_sentence(lengths: Sequence[Compared]) -> str:
    """Return which length is seen most."""
    return comparison_sentence([(str(LengthBand(one.kind).label), one) for one in lengths])


def comparison_sentence(told: Sequence[tuple[str, Compared]]) -> str:
    """Return what is seen most and least, where there are enough pieces of both."""
    known = [(name, one) for name, one in told if one.pieces >= ENOUGH]
    if len(known) < 2:
        return _("Too few to compare: it takes two kinds with three pieces each that have been out for a week.")
    (most, first), (least, last) = known[0], known[-1]
    words = {
        "most": most, "views": number_format(first.views, 0), "pieces": first.pieces,
        "least": least, "fewer": number_format(last.views, 0), "others": last.pieces,
    }  # fmt: skip
    return (
        _(
            "Most people see “%(most)s”: %(views)s within a week, in the middle of %(pieces)s pieces."
            " “%(least)s”: %(fewer)s, of %(others)s."
        )
        % words
    )


def persistence_sentence(kept: Persistence) -> str:
    """Return how long promises were kept."""
    if not kept.promises:
        return _("No column promises days yet. Promise few, and keep them.")
    if not kept.days:
        return _("The last promised day went by without its piece. The next one begins a new run.")
    days = ngettext("%(n)s promised day in a row was kept.", "%(n)s promised days in a row were kept.", kept.days)
    weeks = ngettext("%(n)s whole week.", "%(n)s whole weeks.", kept.weeks) % {"n": kept.weeks} if kept.weeks else ""
    return f"{days % {'n': kept.days}} {weeks}".strip()
