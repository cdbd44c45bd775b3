"""What rewards did beside a hold-out, by two sides that are given, and by members whose friends come day by day."""

import numpy as np
import pytest
from numpy.typing import NDArray

from coterie.growth.queries.holdout import Arm
from coterie.review.rules.effect import effect_of, interval, size_of
from coterie.review.rules.ladder import Finding, judged

MUCH, LITTLE = (0.5, 0.2)
DAYS, PROMISED, HELD_OUT = 30, 960, 240


def side(people: int, mean: float, cost: int = 0) -> Arm:
    """Return members of whom half of those who bring friends bring one, half three."""
    inviters = round(people * mean / 2)
    return Arm(people, inviters, inviters * 2, inviters * 5, cost)


@pytest.mark.parametrize(
    ("promised", "held_out", "more", "each", "sign"),
    [(MUCH, LITTLE, 2_400, 375, 1), (LITTLE, MUCH, -2_400, None, -1)],
)
def test_effect_is_that_of_all_who_were_promised_rewards(
    promised: float, held_out: float, more: float, each: int | None, sign: int
) -> None:
    found = effect_of(side(8_000, promised, 900_000), side(2_000, held_out), 20)

    assert found.low is not None
    assert found.high is not None
    assert (found.finding, found.more, found.each) == (Finding.BEST, pytest.approx(more), each)
    assert found.difference == pytest.approx(more / 8_000)
    assert found.low < found.difference < found.high
    assert min(found.low * sign, found.high * sign) > 0


def test_cost_of_each_is_not_said_while_it_is_not_decided() -> None:
    found = effect_of(side(8_000, MUCH, 900_000), side(2_000, MUCH), 20)

    assert (found.finding, found.decided, found.difference, found.each) == (Finding.NOT_YET, False, 0, None)


def test_sides_that_are_not_as_large_as_chance_makes_them_say_nothing() -> None:
    found = effect_of(side(8_000, MUCH, 900_000), side(2_000, LITTLE), 50)

    assert (found.finding, found.each) == (Finding.BROKEN, None)


def test_effect_that_is_there_is_found_and_none_is_seldom_found_though_one_looks_daily() -> None:
    dice = np.random.default_rng(5)
    equal = [ever_decided(dice, 0.3, 0.3) for _ in range(200)]
    apart = [ever_decided(dice, 0.3, 0.1) for _ in range(50)]

    assert sum(one is not None for one in equal) <= 200 * 0.05 + 7
    assert sum(one == 1 for one in apart) >= 45


def ever_decided(dice: np.random.Generator, promised: float, held_out: float) -> int | None:
    """Return whether rewards are ever said to bring more (1) or fewer (-1), by who looks each day.

    Members are those of the first day, and unlike: their friends come day by day, each member's at a rate of its own.
    """
    rates = [dice.gamma(0.5, mean / 0.5, people) for mean, people in ((promised, PROMISED), (held_out, HELD_OUT))]
    friends = [np.zeros(len(one), np.int64) for one in rates]
    for _day in range(DAYS):
        friends = [so_far + dice.poisson(rate / DAYS) for so_far, rate in zip(friends, rates, strict=True)]
        found = effect_of(arm_of(friends[0]), arm_of(friends[1]), 20)
        if found.decided:
            return 1 if found.difference > 0 else -1
    return None


def arm_of(friends: NDArray[np.int64]) -> Arm:
    """Return members by how many friends each brought so far."""
    return Arm(len(friends), int((friends > 0).sum()), int(friends.sum()), int((friends**2).sum()))


def test_interval_is_that_of_the_promised_arm_whichever_is_ahead() -> None:
    ahead, behind = Arm(100, 50, 100, 200), Arm(100, 10, 10, 10)

    first = judged([size_of(ahead, 50), size_of(behind, 50)])
    second = judged([size_of(behind, 50), size_of(ahead, 50)])

    assert interval(first.gaps[0].low, first.gaps[0].high, first.best)[0] > 0
    assert interval(second.gaps[0].low, second.gaps[0].high, second.best)[1] < 0
