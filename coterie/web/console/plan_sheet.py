"""What the page of a plan shows: friends and cost as they were expected, and as they came."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from coterie.growth.queries.plan import ABOVE, BELOW, WITHIN, Compared
from coterie.review.queries.words import whole_number
from coterie.web.console.forecast_sheet import Fan, amount_in, fan, plain

AS_PLANNED = gettext_noop("as planned"), "leaf"
VERDICTS = {
    "members": {
        BELOW: (gettext_noop("fewer than planned"), "red"), WITHIN: AS_PLANNED,
        ABOVE: (gettext_noop("more than planned"), "leaf"),
    },
    "cost": {
        BELOW: (gettext_noop("less than planned"), "leaf"), WITHIN: AS_PLANNED,
        ABOVE: (gettext_noop("more than planned"), "red"),
    },
}  # fmt: skip
"""How friends and cost stand to the plan, and how that is meant."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of the plan, what was seen of it, and how the two stand to each other."""

    fan: Fan
    seen: list[float]
    names: tuple[str, str]
    now: str
    sentence: str
    verdict: str
    tone: str


def plan_sheet(found: Compared, currency: str) -> list[Beside]:
    """Return friends who joined and cost."""
    amount = amount_in(currency)
    return [
        beside(
            found, "members", _("Friends who joined"), whole_number,
            _("Friends after %(days)s days: %(middle)s in the middle, in eight of ten cases %(low)s to %(high)s."),
        ),
        beside(
            found, "cost", _("Cost"), amount,
            _("Cost after %(days)s days: %(middle)s in the middle, in eight of ten cases %(low)s to %(high)s."),
        ),
    ]  # fmt: skip


def beside(found: Compared, part: str, title: str, written: Callable[[float], str], sentence: str) -> Beside:
    """Return one figure with what was seen of it."""
    place, last, low, high = found.stands(part)
    told = _("On day %(day)s it is %(seen)s; the plan says %(low)s to %(high)s.")
    words = {"day": plain(found.day), "seen": written(last), "low": written(low), "high": written(high)}
    verdict, tone = VERDICTS[part][place]
    names = (_("the plan's middle"), _("what came"))
    drawn = fan(found.forecast, part, title, sentence, written)
    return Beside(drawn, found.seen(part), names, written(last), told % words, _(verdict), tone)
