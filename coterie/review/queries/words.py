"""Numbers in sentences, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coterie.kit.money import Money
from coterie.review.enums import Step
from coterie.review.rules.period import DAY, HOUR, MINUTE


def whole_number(amount: float) -> str:
    """Write a number without decimals, with the reader's grouping of thousands."""
    return number_format(round(amount), decimal_pos=0, use_l10n=True, force_grouping=True)


def in_a_row(*sentences: str) -> str:
    """Put sentences one behind another; Chinese stops need no space after them."""
    gap = "" if (get_language() or "").startswith("zh") else " "
    return gap.join(sentence for sentence in sentences if sentence)


def percent(share: float) -> str:
    """Write a share as a percentage: without decimals from 10 % on, with one below."""
    places = 0 if share >= 0.0995 or share == 0 else 1
    return _("%(number)s %%") % {"number": number_format(round(share * 100, places), decimal_pos=places, use_l10n=True)}


def duration(seconds: float) -> str:
    """Write a time span in its largest fitting unit."""
    if seconds < MINUTE:
        return ngettext("%(n)s second", "%(n)s seconds", round(seconds)) % {"n": round(seconds)}
    for unit, one, many in (
        (DAY, ngettext("%(n)s day", "%(n)s days", round(seconds / DAY)), 2 * DAY),
        (HOUR, ngettext("%(n)s hour", "%(n)s hours", round(seconds / HOUR)), 2 * HOUR),
    ):
        if seconds >= many:
            return one % {"n": round(seconds / unit)}
    return ngettext("%(n)s minute", "%(n)s minutes", round(seconds / MINUTE)) % {"n": round(seconds / MINUTE)}


def money(amount: Money) -> str:
    """Write an amount with its currency."""
    return f"{number_format(amount.decimal, use_l10n=True, force_grouping=True)} {amount.currency}"


def step_name(step: Step) -> str:
    """Name a step of the funnel as its column is headed."""
    return {
        Step.SEEN: _("saw"),
        Step.SCANNED: _("scanned"),
        Step.JOINED: _("joined"),
        Step.SPOKE: _("spoke"),
        Step.RITUAL: _("took part"),
        Step.BOUGHT: _("bought"),
        Step.INVITED: _("invited"),
        Step.INVITEE_JOINED: _("friend joined"),
    }[step]
