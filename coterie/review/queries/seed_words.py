"""What speaks for a seed member, in words with figures."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.review.queries.candidates import Candidate
from coterie.review.queries.seed_figures import BROUGHT, DAYS, HELPED, RALLIES, SETTLED, SPEED, TOOK_PART
from coterie.review.queries.warmth import Pulse
from coterie.review.queries.words import duration, percent, whole_number
from coterie.review.rules.standing import Standing
from coterie.review.rules.warmth import Warmth


def reasons_of(one: Candidate) -> list[str]:
    """Return why somebody could be asked, the strongest first."""
    return [reason(name, one.found[name]) for name in one.reasons]


def reason(name: str, standing: Standing) -> str:
    """Return one reason: the figure, and where it stands among the active members."""
    words = {"fact": SAID[name](standing.value), "top": percent(max(standing.top, 0.01))}
    return _("%(fact)s; among the top %(top)s") % words


def days_said(value: float) -> str:
    """Say on how many days somebody was active."""
    return ngettext(
        "active on %(n)s of the last 30 days", "active on %(n)s of the last 30 days", round(value)
    ) % {"n": whole_number(value)}  # fmt: skip


def helped_said(value: float) -> str:
    """Say how many people somebody helped."""
    words = {"n": whole_number(value)}
    return ngettext("helped %(n)s person in 30 days", "helped %(n)s different people in 30 days", round(value)) % words


def settled_said(value: float) -> str:
    """Say of how many people somebody settled questions."""
    return ngettext(
        "settled questions of %(n)s person in 30 days", "settled questions of %(n)s people in 30 days", round(value)
    ) % {"n": whole_number(value)}  # fmt: skip


def took_part_said(value: float) -> str:
    """Say how often somebody took part."""
    return ngettext(
        "took part %(n)s time in 30 days: sessions, check-ins, votes",
        "took part %(n)s times in 30 days: sessions, check-ins, votes",
        round(value),
    ) % {"n": whole_number(value)}


def brought_said(value: float) -> str:
    """Say how many people came by somebody's name."""
    words = {"n": whole_number(value)}
    return ngettext("brought %(n)s person in 30 days", "brought %(n)s people in 30 days", round(value)) % words


def speed_said(value: float) -> str:
    """Say how quickly somebody answers; the measure is minus the seconds."""
    return _("half of the answers within %(time)s") % {"time": duration(-value)}


def rallies_said(value: float) -> str:
    """Say how somebody follows calls."""
    return _("came to %(share)s of the rallies in 90 days") % {"share": percent(value)}


SAID: dict[str, Callable[[float], str]] = {
    DAYS: days_said, HELPED: helped_said, SETTLED: settled_said, TOOK_PART: took_part_said, BROUGHT: brought_said,
    SPEED: speed_said, RALLIES: rallies_said,
}  # fmt: skip
"""Each measure in words."""


def warmth_name(warmth: Warmth) -> str:
    """Name how warm somebody is."""
    return {Warmth.WARM: _("warm"), Warmth.COOLING: _("cooling"), Warmth.COLD: _("cold")}[warmth]


def pulse_said(pulse: Pulse) -> str:
    """Say on what the warmth rests."""
    words = {"recent": whole_number(pulse.recent)}
    if pulse.expected is None:
        return _("active on %(recent)s of 14 days") % words
    return _("active on %(recent)s of 14 days, %(usual)s are usual for them") % {
        **words,
        "usual": f"{pulse.expected:.1f}",
    }


def rallies_of(pulse: Pulse) -> str:
    """Say how somebody followed calls; nothing while there was none."""
    one = pulse.rallies
    if not one.called:
        return ""
    words = {"came": whole_number(one.came), "called": whole_number(one.called)}
    if one.median_s is None:
        return _("came to %(came)s of %(called)s rallies") % words
    words["time"] = duration(one.median_s)
    return _("came to %(came)s of %(called)s rallies, half within %(time)s") % words
