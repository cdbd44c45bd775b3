"""Who is held: friends who would count, look as if nobody new had come, and on whom no host has decided.

A friend is judged by what had happened by the moment at which it would begin to count, and by the rules of that
moment. So the judgement does not depend on when or in which order facts are heard, what happens afterwards does not
change it, and other rules are for those who come later. A hold ends by a host's word. A friend from the inviter's own
browser and a second one from any browser need no suspicion: the terms do not count them (`rules/referral.py`).

The strengths: n/(n+1) for n others from one browser; 1 - 2/n for n who joined by one link within a minute of this one,
so that two are none; of a link from which k of n left within minutes k/(n+3), and 1 for who did so and came back; of
n who came together (one browser or one minute), of whom s were silent, (1 - 2/n) · s/n.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from coterie.growth.enums import Reason, Signal, Standing
from coterie.growth.rules.referral import Friend, Inviter, Life
from coterie.growth.rules.score import Risk, Sign, Watch, log_odds, logistic, risk_of

MINUTE, HASTE = timedelta(minutes=1), timedelta(minutes=10)
NEAREST = 20
"""So many on either side are looked at of those who came together; more add nothing."""
COUNTS, REVOKED = Standing.COUNTS.value, Standing.REVOKED.value
NOBODY_NEW = 2
"""So many at once are a couple, and no sign."""

Watches = Sequence[tuple[datetime, Watch]]
"""Since when which rules are in force, the first first."""
Throwaway = Callable[[Collection[int]], Collection[int]]
"""Tells who of some members has an address that is made to be thrown away."""


@dataclass(slots=True)
class Person:
    """Somebody who joined by a link."""

    friend: Friend
    life: Life
    member: int
    joined_at: datetime
    place: int = 0


ORDER = attrgetter("joined_at", "member")


@dataclass(slots=True)
class Link:
    """All who joined by one link, in the order of joining; `hasty`: when some left within minutes, in order."""

    people: list[Person]
    times: list[datetime] = field(default_factory=list)
    hasty: list[datetime] = field(default_factory=list)
    browsers: dict[int, list[Person]] = field(default_factory=dict)

    @classmethod
    def of(cls, friends: Iterable[Friend]) -> "Link":
        """Lay out who joined by a link."""
        link = cls(sorted(persons_of(friends), key=ORDER))
        for place, one in enumerate(link.people):
            one.place = place
            link.times.append(one.joined_at)
            link.browsers.setdefault(one.friend.visitor, []).append(one)
        link.hasty = sorted(left for one in link.people if (left := left_soon(one.life)))
        return link

    def within_a_minute(self, one: Person, until: datetime) -> tuple[int, int]:
        """Return the first place and the one after the last of who joined within a minute of somebody."""
        last = min(one.joined_at + MINUTE, until)
        return bisect_left(self.times, one.joined_at - MINUTE), bisect_right(self.times, last)

    def from_browser(self, one: Person, until: datetime) -> list[Person]:
        """Return who joined from somebody's browser, with them."""
        return [other for other in self.browsers[one.friend.visitor] if other.joined_at <= until]

    def company(self, one: Person, until: datetime) -> list[Person]:
        """Return who came together with somebody: from one browser, or within a minute; with them, in order."""
        first, after = self.within_a_minute(one, until)
        near = self.people[max(first, one.place - NEAREST) : min(after, one.place + NEAREST + 1)]
        found = {other.place: other for other in [*near, *self.from_browser(one, until)[: 2 * NEAREST], one]}
        return [found[place] for place in sorted(found)]


@dataclass(frozen=True, slots=True)
class Case:
    """One friend to judge: with whom they came, by the moment at which they would begin to count.

    `inviters`: since when people take part from a browser.
    """

    one: Person
    link: Link
    inviters: Mapping[int, datetime]
    moment: datetime


def hold_back(
    friends: Iterable[Friend], inviters: Mapping[int, Inviter], watches: Watches, throwaway: Throwaway
) -> None:  # fmt: skip
    """Judge the friends who ever counted, show a sign, and on whom nobody has decided; let those wait who are held."""
    browsers, by_mail = browsers_of(inviters), mail_alone_matters(watches)
    links = [Link.of(those) for those in friends_by_link(friends) if by_mail or not is_quiet(those, browsers)]
    found = (case for case in cases_in(links, browsers) if by_mail or not is_alone(case))
    cases = [(case, in_force(watches, case.moment)) for case in found]
    judged = [(case, watch, [sign for sign in signs_of(case) if sign.signal not in watch.off]) for case, watch in cases]
    unsure = {case.one.member for case, watch, signs in judged if mail_matters(watch, signs)}
    thrown = throwaway(unsure) if unsure else ()
    for case, watch, signs in judged:
        if case.one.member in thrown:
            signs.append(Sign(Signal.MAIL.value, 1.0, 1))
        if signs:
            suspend(case.one, risk_of(signs, watch.weights), watch)


def friends_by_link(friends: Iterable[Friend]) -> Iterable[list[Friend]]:
    """Return who joined by which link."""
    links: dict[int, list[Friend]] = {}
    for friend in friends:
        if friend.member is not None and friend.joined_at is not None and friend.life is not None:
            links.setdefault(friend.participant, []).append(friend)
    return links.values()


def persons_of(friends: Iterable[Friend]) -> Iterator[Person]:
    """Yield friends who joined, with what is known of them."""
    for one in friends:
        if one.member is not None and one.joined_at is not None and one.life is not None:
            yield Person(one, one.life, one.member, one.joined_at)


def is_quiet(friends: Sequence[Friend], inviters: Mapping[int, datetime]) -> bool:
    """Tell at one glance of a link, as most are, that nobody who joined by it can show a sign but their address."""
    if any(one.visitor in inviters or (one.life and left_soon(one.life)) for one in friends):
        return False
    if len(friends) == 1:
        return True
    if len({one.visitor for one in friends}) < len(friends):
        return False
    times = sorted([one.joined_at for one in friends if one.joined_at])
    return all(later - sooner > MINUTE for sooner, later in pairwise(times))


def browsers_of(inviters: Mapping[int, Inviter]) -> dict[int, datetime]:
    """Return from which browsers people take part, and since when."""
    found: dict[int, datetime] = {}
    for one in inviters.values():
        if one.visitor is not None:
            found[one.visitor] = min(one.since, found.get(one.visitor, one.since))
    return found


def cases_in(links: Iterable[Link], inviters: Mapping[int, datetime]) -> Iterator[Case]:
    """Yield whom to judge."""
    for link in links:
        for one in link.people:
            if one.friend.turns and one.life.word is None:
                yield Case(one, link, inviters, one.friend.turns[0].at)


def in_force(watches: Watches, moment: datetime) -> Watch:
    """Return the rules of a moment; before the first ones, and without any, the usual ones."""
    place = bisect_right(watches, moment, key=lambda one: one[0])
    return watches[place - 1][1] if place else Watch()


def signs_of(case: Case) -> Iterator[Sign]:
    """Yield what speaks against a friend, but for the address, which is looked up only of those for whom it matters."""
    for signal, look in LOOKS.items():
        strength, number = look(case)
        if strength > 0:
            yield Sign(signal, strength, number)


def is_alone(case: Case) -> bool:
    """Tell at one glance of a friend, as most are, that no sign can be there."""
    link, one = case.link, case.one
    if link.hasty or one.friend.visitor in case.inviters or len(link.browsers[one.friend.visitor]) > 1:
        return False
    first, after = link.within_a_minute(one, case.moment)
    return after - first <= NOBODY_NEW


def mail_matters(watch: Watch, signs: Sequence[Sign]) -> bool:
    """Tell whether a throwaway address would have somebody held."""
    with_mail = [*signs, Sign(Signal.MAIL.value, 1.0, 1)]
    return Signal.MAIL.value not in watch.off and logistic(log_odds(with_mail, watch.weights)) >= watch.threshold


def mail_alone_matters(watches: Watches) -> bool:
    """Tell whether a throwaway address would have somebody held by itself, under any of the rules."""
    return any(mail_matters(watch, ()) for watch in (Watch(), *(watch for _since, watch in watches)))


def suspend(one: Person, risk: Risk, watch: Watch) -> None:
    """Let a friend wait who is too suspicious: it never began to count, whatever became of it afterwards."""
    friend = one.friend
    friend.risk = risk
    if risk.score < watch.threshold:
        return
    friend.turns.clear()
    if friend.standing == COUNTS:
        friend.standing, friend.why = Standing.WAITING.value, Reason.HELD.value
    elif friend.standing == REVOKED:
        friend.standing = (Standing.WAITING if one.life.is_here else Standing.LEFT).value


def of_browser(case: Case) -> tuple[float, int]:
    """How many others joined from the same browser."""
    others = len(case.link.from_browser(case.one, case.moment)) - 1
    return others / (others + 1), others


def of_inviters(case: Case) -> tuple[float, int]:
    """Whether somebody takes part from the same browser."""
    since = case.inviters.get(case.one.friend.visitor)
    return (1.0, 1) if since is not None and since <= case.moment else (0.0, 0)


def of_burst(case: Case) -> tuple[float, int]:
    """How many joined by the link within a minute of them."""
    first, after = case.link.within_a_minute(case.one, case.moment)
    return crowded(after - first), after - first


def of_haste(case: Case) -> tuple[float, int]:
    """Whether they, or how many of those who came by the link, left within minutes."""
    left = left_soon(case.one.life)
    if left and left <= case.moment:
        return 1.0, 1
    gone = bisect_right(case.link.hasty, case.moment)
    return gone / (bisect_right(case.link.times, case.moment) + 3), gone


def of_ring(case: Case) -> tuple[float, int]:
    """How many came together with them, as far as they are silent; who speaks is in no ring."""
    company = case.link.company(case.one, case.moment)
    silent = [one for one in company if one.life.spoke_at is None or one.life.spoke_at > case.moment]
    if case.one not in silent:
        return 0.0, 0
    return crowded(len(company)) * len(silent) / len(company), len(company)


LOOKS: Mapping[str, Callable[[Case], tuple[float, int]]] = {
    Signal.BROWSER.value: of_browser, Signal.INVITERS.value: of_inviters, Signal.BURST.value: of_burst,
    Signal.HASTE.value: of_haste, Signal.RING.value: of_ring,
}  # fmt: skip


def crowded(number: int) -> float:
    """Return how much of a sign it is that so many came at once."""
    return max(0.0, 1 - NOBODY_NEW / number)


def left_soon(life: Life) -> datetime | None:
    """Return when somebody first left within minutes of coming, if ever."""
    here = life.here
    if len(here) == 1:
        return None
    return next((end for begin, end in zip(here[::2], here[1::2], strict=False) if end - begin <= HASTE), None)
