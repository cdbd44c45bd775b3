"""Levels and boards: own deeds count, and praise from people who are known outside of one's circle."""

from datetime import timedelta
from itertools import permutations
from random import Random

import pytest

from coterie.kit.errors import Conflict, Invalid
from coterie.members.domain.badge import make_badge
from coterie.members.queries.badges import badges_on
from coterie.rewards.domain.award import revoke_award
from coterie.rewards.domain.level import recount_ranks, remove_level, set_level
from coterie.rewards.enums import Deed, Span
from coterie.rewards.models import Award, Rank
from coterie.rewards.queries.ranks import board_of, titles_of
from coterie.rewards.rules import Pair, counted, is_independent, level_at, praisers
from tests.cast import NOW, Cast
from tests.joining.test_bait_race import crowd
from tests.rewards.points import DAY, SYSTEM, earn, gift, giving
from tests.talk.speech import told

LEAST, MANY = 3, 12


def level(cast: Cast, number: int, points: int, **facts: object) -> None:
    usual = {"title": f"Level {number}", "from_points": points}
    set_level(community=cast.table.pk, number=number, **{**usual, **facts}, actor=cast.actor("alice"), now=NOW)


def recount(cast: Cast) -> int:
    return recount_ranks(community=cast.table.pk, actor=SYSTEM, now=NOW + DAY)


def at(cast: Cast, who: str) -> tuple[int, int]:
    row = Rank.objects.get(member=cast.members[who].pk)
    return row.score, row.level


def test_levels_rise_and_fall_with_what_counts(cast: Cast) -> None:
    giving(cast)
    badge = make_badge(community=cast.table.pk, name="Writer", symbol="star", actor=cast.actor("alice"), now=NOW)
    level(cast, 1, 5)
    level(cast, 2, 20, badge=badge.key)
    row = earn(cast, "dan")
    gift(cast, "carol", 25)
    assert row

    moved = [recount(cast), recount(cast)]

    assert (moved, at(cast, "dan"), at(cast, "carol")) == ([2, 0], (5, 1), (25, 2))
    assert [one.reason for one in badges_on(cast.members["carol"].pk)] == ["Level 2: Level 2"]
    assert titles_of(cast.table.pk, [cast.members["dan"].pk]) == {cast.members["dan"].pk: "Level 1"}
    revoke_award(award=row.pk, actor=SYSTEM, now=NOW)
    assert (recount(cast), at(cast, "dan")) == (1, (0, 0))
    assert [(event.data["before"], event.data["level"]) for event in told("level_reached")] == [(0, 2), (0, 1), (1, 0)]


def test_spending_costs_no_level(cast: Cast) -> None:
    from coterie.rewards.domain.prize import add_prize
    from coterie.rewards.domain.purchase import buy_prize

    giving(cast)
    level(cast, 1, 5)
    gift(cast, "dan", 9)
    prize = add_prize(community=cast.table.pk, name="Pen", price=9, actor=cast.actor("alice"), now=NOW)
    buy_prize(prize=prize.pk, actor=cast.actor("dan"), now=NOW)

    recount(cast)

    assert at(cast, "dan") == (9, 1)


def test_a_ring_of_friends_gains_no_level(cast: Cast) -> None:
    """Five friends praise one another all day; with the rule off each would stand at level 1."""
    giving(cast)
    level(cast, 1, 4)
    friends = crowd(cast, 5)
    for number, (member, giver) in enumerate(permutations(friends, 2)):
        praise(cast, member, giver, number)

    assert (recount(cast), max(Rank.objects.values_list("level", flat=True))) == (0, 0)
    everybody = {(row.member_id, row.giver_id): row.points for row in Award.objects.all()}
    nobody_knows: dict[int, set[int]] = {}
    without = counted({}, everybody, known=nobody_knows, hosts=friends, least=LEAST)
    assert {level_at(one.score, [(4, 1)]) for one in without.values()} == {1}


def praise(cast: Cast, member: int, giver: int, number: int) -> None:
    Award.objects.create(
        community=cast.table, member_id=member, giver_id=giver, deed=Deed.REACTION, source=str(number), points=1,
        on=NOW.date(), at=NOW, entry=number,
    )  # fmt: skip


def score(pairs: list[Pair], least: int = LEAST) -> dict[int, int]:
    praise = dict.fromkeys(pairs, 1)
    return {who: one.score for who, one in counted({}, praise, known=praisers(pairs), hosts=(), least=least).items()}


@pytest.mark.parametrize("size", range(2, MANY))
def test_rings_of_any_size_gain_nothing(size: int) -> None:
    friends = range(size)

    assert set(score(list(permutations(friends, 2))).values()) == {0}


@pytest.mark.parametrize("accounts", [1, 10, 200])
def test_accounts_made_for_praising_count_for_nothing(accounts: int) -> None:
    """Nobody praises them; and when they praise one another and their maker them, they are one circle."""
    made = range(1, accounts + 1)
    star = [(0, giver) for giver in made]
    circle = star + [(one, 0) for one in made] + [pair for pair in permutations(made, 2) if accounts < 20]

    assert (set(score(star).values()), set(score(circle).values())) == ({0}, {0})


def test_a_cycle_gains_nothing() -> None:
    assert set(score([(place, (place + 1) % 9) for place in range(9)]).values()) == {0}


def test_honest_praise_counts() -> None:
    """Sixty members who praise whom they like: nearly all whom three or more praised have it counted."""
    dice = Random(5)
    pairs = [pair for pair in permutations(range(60), 2) if dice.random() < 0.12]
    known = praisers(pairs)
    many = [who for who, givers in known.items() if len(givers) >= LEAST]

    found = score(pairs)

    assert sum(found[who] >= LEAST for who in many) / len(many) > 0.95


def test_hosts_are_known_and_praise_needs_enough_people() -> None:
    pairs = [(1, giver) for giver in (7, 8, 9)]

    hosts = counted({1: 5}, dict.fromkeys(pairs, 2), known=praisers(pairs), hosts={7, 8, 9}, least=3)
    few = counted({1: 5}, dict.fromkeys(pairs, 2), known=praisers(pairs), hosts={7, 8}, least=3)

    assert (hosts[1].score, few[1].score, few[1].givers) == (11, 5, 2)


def test_who_is_known_outside_of_the_circle() -> None:
    known = {1: {2, 3}, 2: {1, 3}, 3: {8, 9}}

    assert [is_independent(giver, 1, known, ()) for giver in (2, 3, 4)] == [False, True, False]


def test_a_board_counts_its_days(cast: Cast) -> None:
    giving(cast)
    later = NOW + timedelta(days=20)
    gift(cast, "dan", 30)
    for who, points in (("carol", 8), ("nina", 8), ("paul", 3)):
        gift(cast, who, points, now=later)

    recount(cast)

    def board(span: str) -> list[tuple[int, str, int]]:
        found = board_of(cast.table.pk, span, reader=cast.members["paul"].pk, now=later + DAY)
        assert found.mine
        assert found.mine.points == 3
        return [(place.place, place.name, place.points) for place in found.places]

    assert board(Span.WEEK) == [(1, "Carol", 8), (1, "Nina", 8), (3, "Paul", 3)]
    assert board(Span.EVER)[0] == (1, "Dan", 30)


def test_levels_stand_in_order(cast: Cast) -> None:
    level(cast, 1, 10)
    level(cast, 3, 30)

    for number, points in ((2, 30), (2, 5), (4, 20)):
        with pytest.raises(Invalid):
            level(cast, number, points)
    with pytest.raises(Conflict):
        remove_level(community=cast.table.pk, number=1, actor=cast.actor("alice"), now=NOW)
    remove_level(community=cast.table.pk, number=3, actor=cast.actor("alice"), now=NOW)

    assert [level_at(points, [(10, 1), (30, 3)]) for points in (9, 10, 29, 30, 99)] == [0, 1, 1, 3, 3]
