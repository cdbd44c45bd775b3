"""The terms in words: the same for who runs the programme and for who wants to be a partner."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.market.queries.offers import offers_called
from coterie.partners.enums import Touch
from coterie.partners.models import Terms


def share_said(points: int) -> str:
    """Say a share in percent, without decimals that are nothing."""
    return _("%(number)s %%") % {"number": number_format(points / 100, 0 if points % 100 == 0 else 2)}


def terms_said(row: Terms) -> list[str]:
    """Say what a partner earns, when it can be paid out, and whose customer somebody is."""
    return [*earned_said(row), *held_said(row), *bound_said(row), *training_said(row)]


def earned_said(row: Terms) -> Iterator[str]:
    """Yield what a partner earns."""
    yield _("You have %(share)s of what your customers paid and did not get back.") % {"share": share_said(row.rate)}
    for one in row.rates.select_related("offer"):
        facts = {"share": share_said(one.rate), "buyer": one.get_buyer_display()}
        what = {"title": one.offer.title if one.offer else ""}
        words = _("Of “%(title)s” it is %(share)s (%(buyer)s).") if one.offer else _("It is %(share)s of %(buyer)s.")
        more = " " + _("This is for partners whose customers paid much already.") if one.brought else ""
        yield words % (facts | what) + more
    if row.second_rate:
        yield _("By what customers of a partner whom you brought pay you have %(share)s.") % {
            "share": share_said(row.second_rate)
        }
    yield _("Of one order no more than %(share)s goes to partners.") % {"share": share_said(row.cap)}


def held_said(row: Terms) -> Iterator[str]:
    """Yield when it can be paid out."""
    yield _("It can be paid out after %(days)s days, in which customers may give back what they bought.") % {
        "days": row.hold_days
    }


def training_said(row: Terms) -> Iterator[str]:
    """Yield which course comes before."""
    if row.course is not None:
        title = offers_called([row.course]).get(row.course, "?")
        yield _("Before you are taken in you go through the course “%(title)s”. It costs nothing.") % {"title": title}


def bound_said(row: Terms) -> Iterator[str]:
    """Yield whose customer somebody is, and for how long."""
    words = ngettext(
        "A link counts for %(days)s day; for as long no other partner takes the customer over.",
        "A link counts for %(days)s days; for as long no other partner takes the customer over.",
        row.lock_days,
    )
    yield words % {"days": row.lock_days}
    if row.touch == Touch.LAST:
        yield _("Of several links the one opened last counts.")
    else:
        yield _("Of several links the one opened first counts.")
    if row.months:
        words = ngettext(
            "Orders count for %(months)s month after somebody became your customer.",
            "Orders count for %(months)s months after somebody became your customer.",
            row.months,
        )
        yield words % {"months": row.months}
