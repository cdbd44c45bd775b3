"""What an operator wants to know first. Asking the log costs more than a page may, so an answer serves for a while."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.utils.translation import get_language

from coterie.review.queries.alarms import Alarm, alarms
from coterie.review.queries.funnel import Funnel, join_funnel
from coterie.review.queries.log import open_log
from coterie.review.queries.rhythm import rhythms
from coterie.review.queries.weakest import weakest_step
from coterie.review.rules.lever import Verdict
from coterie.review.rules.period import Scope
from coterie.review.rules.rhythm import Rhythm

SHARE = 20
"""A glance serves twenty times as long as it took: asking the log takes a twentieth of the time at the most."""
LONGEST_S = 60.0
MOST = 500


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """The weakest step, the funnel it was found in, what is odd, how each group lives; each taking is another."""

    verdict: Verdict
    funnel: Funnel
    alarms: tuple[Alarm, ...]
    rhythms: Mapping[int, Rhythm]


class Shelf:
    """Glances of this process by what was asked; whoever finds one too old takes a new one, the others read on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], tuple[float, Glance]] = OrderedDict()
        self._taking: dict[tuple[object, ...], Lock] = {}

    def glance(self, scope: Scope) -> Glance:
        """Return a glance at the scope's community, at most a minute old."""
        key = (scope.community, scope.group, scope.zone, get_language())
        until, kept = self._kept.get(key, (0.0, None))
        if kept and monotonic() < until:
            return kept
        taking = self._taking.setdefault(key, Lock())
        if not taking.acquire(blocking=kept is None):
            return kept or taken(scope)
        try:
            until, kept = self._kept.get(key, (0.0, None))
            return kept if kept and monotonic() < until else self._keep(key, scope)
        finally:
            taking.release()

    def _keep(self, key: tuple[object, ...], scope: Scope) -> Glance:
        begin = monotonic()
        found = taken(scope)
        end = monotonic()
        self._kept[key] = (end + min(SHARE * (end - begin), LONGEST_S), found)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._taking.pop(self._kept.popitem(last=False)[0], None)
        return found


def taken(scope: Scope) -> Glance:
    """Ask the log."""
    with open_log(scope) as log:
        funnel = join_funnel(log)
        return Glance(weakest_step(funnel), funnel, alarms(log), rhythms(log))


glance = Shelf().glance
