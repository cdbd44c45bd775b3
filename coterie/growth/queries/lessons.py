"""What the decisions of hosts teach, and how often a hold was wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import HoldState, Signal
from coterie.growth.models import Hold
from coterie.growth.rules.learning import Outcome, learned
from coterie.kit.actor import Actor
from coterie.kit.share import Share

FEWEST = 10
"""From so many decided cases on weights are proposed."""
DECIDED = (HoldState.PASSED, HoldState.REFUSED)


@dataclass(frozen=True, slots=True)
class Lessons:
    """The weights that decided cases teach, and from how many."""

    cases: int
    weights: Mapping[str, float]

    @property
    def enough(self) -> bool:
        """Whether there are enough to learn from."""
        return self.cases >= FEWEST

    def news(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return what they teach beyond the weights in force; nothing while they are too few or teach the same."""
        return dict(self.weights) if self.enough and dict(self.weights) != dict(weights) else {}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Of those who were held by a signal, or by any: how many hosts let through; who waits, and who went."""

    signal: Signal | None
    share: Share
    waiting: int
    gone: int


def lessons_of(community: int) -> Lessons:
    """Return what the decisions of a community teach."""
    cases = list(outcomes(community))
    found = learned(cases) if cases else {}
    return Lessons(len(cases), {name: round(weight, 3) for name, weight in found.items()})


def outcomes(community: int) -> Iterator[Outcome]:
    """Yield the decided cases."""
    rows = Hold.objects.filter(campaign__community=community, state__in=DECIDED).order_by("pk")
    for signs, state in rows.values_list("signs", "state"):
        yield Outcome({signal: strength for signal, strength, _number in signs}, state == HoldState.REFUSED)


def wrong_holds(actor: Actor, community: int) -> list[Wrong]:
    """Return how often holds were wrong, over all and by signal. Raises Forbidden for who may not enter the console."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Hold.objects.filter(campaign__community=community)
    held = [(state, {sign[0] for sign in signs}) for state, signs in rows.values_list("state", "signs")]
    by_signal = [wrong(signal, [state for state, signs in held if signal in signs]) for signal in Signal]
    return [wrong(None, [state for state, _signs in held]), *by_signal]


def wrong(signal: Signal | None, states: Iterable[str]) -> Wrong:
    """Count what became of some who were held."""
    found = list(states)
    passed, decided = found.count(HoldState.PASSED), sum(state in DECIDED for state in found)
    return Wrong(signal, Share(passed, decided), found.count(HoldState.WAITING), found.count(HoldState.GONE))
