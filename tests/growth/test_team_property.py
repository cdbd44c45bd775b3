"""Teams by the fold, against a slow look at every hour; shuffled and doubled, the same; no friend in two of them."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from coterie.growth.enums import RecordKind, TeamStanding
from coterie.growth.rules.referral import Fact, Friend, Inviter, Life, Terms, Turn, fold
from coterie.growth.rules.team import Gathered, Span, gathered, spans_of
from tests.growth.test_referral_fold import BEGIN, HOUR, LAST, crowd

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
KINDS = (RecordKind.QUALIFIED, RecordKind.REVOKED, *(RecordKind.RESTORED, RecordKind.REVOKED) * 2)
hours = st.integers(0, 40)
lives = st.lists(
    st.tuples(st.lists(hours, max_size=5, unique=True).map(sorted), st.sampled_from((1, 3, 9))), max_size=9
)
"""When each friend begins to count and ceases to, in turn, and after how many turns one counts for good."""
foundings = st.lists(hours, min_size=1, max_size=4, unique=True).map(sorted)
own = st.dictionaries(st.integers(1, 9), hours, max_size=3)


def at(hour: int) -> datetime:
    return START + hour * HOUR


def friend(number: int, moments: list[int], firm: int) -> Friend:
    """Return a friend who begins to count and ceases to in turn; after `firm` turns only by leaving and coming back.

    Before that the friend is back a while before counting again, and may never do so.
    """
    turns = [Turn(at(hour), kind.value) for hour, kind in zip(moments[:firm], KINDS, strict=False)]
    life = Life(Fact(START - HOUR, 0, "joined", number, number))
    life.here += [
        at(hour) - (HOUR / 2 if place < firm and place % 2 == 0 else 0 * HOUR)
        for place, hour in enumerate(moments) if place
    ]  # fmt: skip
    if turns and turns[-1].kind == RecordKind.REVOKED:
        life.here.append(turns[-1].at + HOUR / 2)
    return Friend(1, number, START, member=number, turns=turns, life=life)


def slowly(
    time: tuple[int, int], people: int, lives: dict[int, list[int]], own: dict[int, int], now: int
) -> tuple[str, set[int], int | None]:  # fmt: skip
    """Return where a team stands, who is in it and since when it is complete, by looking at every hour."""
    begin, end = time
    inside: set[int] = set()
    for hour in range(begin + 1, min(end, now) + 1):
        counting = {who for who, moments in lives.items() if sum(one <= hour for one in moments) % 2}
        inside &= counting
        for who in sorted(counting - inside):
            first = lives[who][0]
            if begin < first <= end and own.get(who, 99) >= first and len(inside) + 1 < people:
                inside.add(who)
        if len(inside) + 1 == people:
            return "complete", inside, hour
    return ("open" if now <= end else "missed"), inside, None


@example([([3], 9), ([5], 9)], 3, (0, 10), {1: 3}, 20)
@example([([3, 5], 1), ([7], 9)], 3, (0, 10), {}, 20)
@example([([3, 5], 9), ([7], 9)], 3, (0, 10), {}, 20)
@given(lives, st.integers(2, 6), st.tuples(hours, st.integers(0, 30)), own, st.integers(0, 80))
def test_team_is_what_a_look_at_every_hour_says(
    moments: list[tuple[list[int], int]], people: int, time: tuple[int, int], own: dict[int, int], now: int
) -> None:
    begin, end = time[0], sum(time)
    known = {number: [one for one in given if one <= now] for number, (given, _firm) in enumerate(moments, start=1)}
    friends = [friend(number, given, moments[number - 1][1]) for number, given in known.items()]
    founded = {who: at(hour) for who, hour in own.items()}

    found = gathered(Span(at(begin), at(end)), people, friends, founded, at(now))

    state, inside, complete = slowly((begin, end), people, {k: v for k, v in known.items() if v}, own, now)
    assert (found.standing, set(found.friends)) == (state, inside)
    assert found.complete_at == (None if complete is None else at(complete))


@given(lives, foundings, st.integers(2, 4), st.one_of(st.none(), st.integers(1, 20)), hours)
def test_no_friend_is_in_two_teams_of_one_founder(
    moments: list[tuple[list[int], int]], founded: list[int], people: int, lasts: int | None, ends: int
) -> None:
    friends = [friend(number, *given) for number, given in enumerate(moments, start=1)]

    spans = spans_of([at(hour) for hour in founded], lasts, at(ends))
    found = [gathered(span, people, friends, {}, at(99)) for span in spans]

    everybody = [member for one in found for member in one.friends]
    assert len(everybody) == len(set(everybody))
    assert all(span.end <= at(ends) for span in spans)
    assert all(lasts is None or span.end - span.begin <= timedelta(hours=lasts) for span in spans)
    assert {one.standing for one in found} <= {TeamStanding.COMPLETE, TeamStanding.MISSED}


def test_stream_shuffled_and_doubled_gives_the_same_teams() -> None:
    chance, terms = Random(7), Terms(2 * HOUR, 20 * HOUR)
    facts = crowd(chance)
    inviters = {1: Inviter(10, BEGIN, terms, 6), 2: Inviter(20, BEGIN, terms, 7)}
    spans = spans_of([BEGIN, BEGIN + 24 * HOUR], 30, BEGIN + LAST * HOUR)

    def teams(stream: list[object]) -> list[Gathered]:
        friends = fold(stream, inviters, BEGIN + 40 * HOUR, BEGIN + LAST * HOUR)  # type: ignore[arg-type]
        own = [one for one in friends if one.participant == 1]
        return [gathered(span, 2, own, {}, BEGIN + LAST * HOUR) for span in spans]

    once = teams([*facts])
    assert TeamStanding.COMPLETE in {one.standing for one in once}

    for _way in range(100):
        stream: list[object] = facts + chance.choices(facts, k=50)
        chance.shuffle(stream)
        assert teams(stream) == once
