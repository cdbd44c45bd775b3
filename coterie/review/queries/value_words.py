"""What kinds of buyers are called, what to do for them, and why a model is missing."""

from django.utils.translation import gettext as _

from coterie.review.enums import Lack, Segment
from coterie.review.rules.gamma_gamma import Spend


def segment_name(segment: Segment) -> str:
    """Name a segment."""
    return {
        Segment.CHAMPIONS: _("Champions"),
        Segment.LOYAL: _("Loyal"),
        Segment.PROMISING: _("Promising"),
        Segment.DRIFTING: _("Drifting"),
        Segment.AT_RISK: _("At risk"),
        Segment.LOST: _("Lost"),
    }[segment]


def segment_meaning(segment: Segment) -> str:
    """Say who is in a segment."""
    return {
        Segment.CHAMPIONS: _("Bought lately, often and for much."),
        Segment.LOYAL: _("Come again and again."),
        Segment.PROMISING: _("Bought lately, but seldom or little."),
        Segment.DRIFTING: _("Bought some time ago, seldom or little."),
        Segment.AT_RISK: _("Were good buyers, and have been silent for long."),
        Segment.LOST: _("Bought long ago, seldom or little."),
    }[segment]


def segment_advice(segment: Segment) -> str:
    """Say what to do for a segment, in one sentence."""
    return {
        Segment.CHAMPIONS: _("Ask them for a word to others, and let them see what is new first."),
        Segment.LOYAL: _("Thank them, and offer them the next step of what they already like."),
        Segment.PROMISING: _("Help them to a second purchase while the first is fresh."),
        Segment.DRIFTING: _("Remind them once, with something that fits what they bought."),
        Segment.AT_RISK: _("Write to them in person and ask what was missing."),
        Segment.LOST: _("Spend nothing on them but a word at a great occasion."),
    }[segment]


def lack_sentence(lack: Lack) -> str:
    """Say why there is no model."""
    return {
        Lack.NOBODY: _("Nobody has bought yet."),
        Lack.FEW: _("A model needs twenty buyers, of whom five came again; there are fewer."),
        Lack.ONCE: _("Everybody bought on one day only, so nothing shows who comes again."),
        Lack.ONE_DAY: _("All purchases are of one day, so nothing shows who comes again."),
        Lack.UNPAID: _("Fewer than five came again and paid, so amounts are taken as the mean of all purchases."),
    }[lack]


def spend_note(spend: Spend | None) -> str:
    """Say that amounts have no mean, where they have none."""
    if spend is None or spend.mean is not None:
        return ""
    return _("Amounts are so uneven that the model has no mean over all customers; who bought once has the plain mean.")
