"""The fold of the referral ledger, against a slow one that looks at every hour; shuffled and doubled, the same."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.enums import TOLD, RecordKind, Standing
from coterie.growth.rules.referral import Fact, Friend, Inviter, Terms, fold

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
END, LAST = 40, 80
KINDS = ("left", "joined", "spoke", "bought", "refunded", "reviewed")
DAN, NINA = 1, 2

deeds = st.lists(st.tuples(st.integers(1, LAST), st.sampled_from(KINDS), st.integers(1, 2), st.booleans()), max_size=9)
terms = st.builds(
    Terms,
    stay=st.integers(0, 12).map(lambda hours: hours * HOUR),
    back=st.integers(0, 30).map(lambda hours: hours * HOUR),
    speak=st.booleans(),
    buy=st.booleans(),
)


def facts_of(deeds: list[tuple[int, str, int, bool]]) -> list[Fact]:
    """Return what happened to one friend who looked at hour 0 and joined right then."""
    facts = [
        Fact(BEGIN, 1, RecordKind.SCANNED, visitor=5, participant=DAN),
        Fact(BEGIN, 2, RecordKind.JOINED, visitor=5, member=50),
    ]
    for number, (hour, kind, order, yes) in enumerate(deeds, 3):
        bare = kind in {"bought", "refunded"}
        again = yes if kind == "reviewed" else kind == "joined"
        visitor = 5 if kind == "joined" else None
        at = BEGIN + hour * HOUR
        facts.append(Fact(at, number, kind, visitor=visitor, member=50, order=order if bare else None, again=again))
    return facts


def inviters(terms: Terms) -> dict[int, Inviter]:
    return {DAN: Inviter(10, BEGIN, terms, 6), NINA: Inviter(20, BEGIN, terms, 7)}


def folded(facts: list[Fact], terms: Terms, at: datetime) -> list[Friend]:
    return fold(facts, inviters(terms), BEGIN + END * HOUR, at)


def holds(facts: list[Fact], terms: Terms, hour: int) -> bool:
    """Tell whether all that is asked for holds in an hour, by reading what was before."""
    known = sorted(fact for fact in facts if fact.at <= BEGIN + hour * HOUR)
    ways = [fact for fact in known if fact.kind in {"joined", "left"}]
    bought = [fact for fact in known if fact.kind in {"bought", "refunded"}]
    owned = {order for order in (1, 2) if [one.kind for one in bought if one.order == order][-1:] == ["bought"]}
    spoke = any(fact.kind == "spoke" for fact in known)
    if ways[-1].kind == "left" or (terms.speak and not spoke) or (terms.buy and not owned):
        return False
    left = [place for place, fact in enumerate(ways) if fact.kind == "left"]
    back = ways[left[-1] + 1 if left else 0]
    return hour - (back.at - BEGIN) // HOUR >= terms.stay // HOUR


def slowly(facts: list[Fact], terms: Terms, until: int) -> tuple[bool, list[tuple[int, str]]]:
    """Return whether the friend counts at an hour, and when that turned: by looking at every hour."""
    words = [fact for fact in sorted(facts) if fact.kind == "reviewed" and fact.at <= BEGIN + until * HOUR]
    if words and not words[-1].again:
        return False, []
    turns: list[tuple[int, str]] = []
    counts, first = False, None
    for hour in range(until + 1):
        now = holds(facts, terms, hour)
        if now and not counts:
            turns.append((hour, "qualified" if first is None else "restored"))
            first = hour if first is None else first
        elif counts and not now:
            if first is not None and hour > first + terms.back // HOUR:
                return True, turns
            turns.append((hour, "revoked"))
        counts = now
    return counts, turns


@given(deeds, terms, st.integers(0, LAST))
def test_fold_says_what_a_look_at_every_hour_says(
    deeds: list[tuple[int, str, int, bool]], terms: Terms, hour: int
) -> None:
    facts = facts_of(deeds)
    [friend] = folded(facts, terms, BEGIN + hour * HOUR)
    counts, turns = slowly(facts, terms, hour)

    assert (friend.standing == Standing.COUNTS) == counts
    assert [((turn.at - BEGIN) // HOUR, str(turn.kind)) for turn in friend.turns] == turns


@given(deeds, terms, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(
    deeds: list[tuple[int, str, int, bool]], terms: Terms, chance: Random
) -> None:
    facts = facts_of(deeds)
    at = BEGIN + LAST * HOUR
    once = folded(facts, terms, at)
    doubled = [fact for fact in facts for _time in range(chance.randint(1, 3))]
    chance.shuffle(doubled)

    assert folded(doubled, terms, at) == once


def crowd(chance: Random) -> list[Fact]:
    """Return a stream of a campaign: many browsers, two inviters, everything that happens."""
    facts: list[Fact] = []
    for visitor in range(100, 130):
        member = visitor + 1000
        for _time in range(chance.randint(1, 3)):
            at = BEGIN + chance.randint(0, 20) * HOUR
            facts.append(Fact(at, len(facts), RecordKind.SCANNED, visitor=visitor, participant=chance.choice((1, 2))))
        for _time in range(chance.randint(0, 6)):
            kind, at = chance.choice(("joined", "left", "spoke", "bought")), BEGIN + chance.randint(0, LAST) * HOUR
            order = chance.randint(1, 3) if kind == "bought" else None
            from_where = visitor if kind == "joined" else None
            facts.append(Fact(at, len(facts), kind, visitor=from_where, member=member, order=order))
    return facts


def test_stream_shuffled_and_doubled_two_hundred_ways_gives_one_answer() -> None:
    chance = Random(7)
    facts = crowd(chance)
    terms = Terms(5 * HOUR, 20 * HOUR)
    at = BEGIN + LAST * HOUR
    once = folded(facts, terms, at)
    assert {friend.standing for friend in once} >= {Standing.LOOKED, Standing.COUNTS, Standing.UNCOUNTED}

    for _way in range(200):
        stream = facts + chance.choices(facts, k=50)
        chance.shuffle(stream)
        assert folded(stream, terms, at) == once


def test_what_was_told_is_not_counted_by() -> None:
    facts = facts_of([])
    told = [Fact(BEGIN + HOUR, 90 + n, kind, member=50) for n, kind in enumerate(sorted(TOLD))]
    terms = Terms(5 * HOUR, 20 * HOUR)

    assert folded(facts + told, terms, BEGIN + 9 * HOUR) == folded(facts, terms, BEGIN + 9 * HOUR)


@pytest.mark.parametrize(
    ("looked", "joined", "why"), [(3, 2, "member"), (2, 40, "late"), (2, 39, "stay"), (2, 2, "stay")]
)
def test_when_one_looked_and_joined_decides(looked: int, joined: int, why: str) -> None:
    facts = [
        Fact(BEGIN + looked * HOUR, 1, RecordKind.SCANNED, visitor=5, participant=DAN),
        Fact(BEGIN + joined * HOUR, 2, RecordKind.JOINED, visitor=5, member=50),
    ]
    [friend] = folded(facts, Terms(72 * HOUR, HOUR), BEGIN + 60 * HOUR)

    assert friend.why == why


def test_friend_says_when_it_will_count() -> None:
    [friend] = folded(facts_of([]), Terms(5 * HOUR, HOUR), BEGIN + HOUR)

    assert (friend.standing, friend.due) == (Standing.WAITING, BEGIN + 5 * HOUR)
