"""Sizes judged: nothing is called different that is not, however often somebody looks."""

import numpy as np
import pytest

from coterie.review.rules.ladder import Finding, Size, judged

PRICE, RATE, DAYS, A_DAY, TESTS = 9900, 0.06, 30, 60, 200


def size(price: int, seen: int, buyers: int) -> Size:
    return Size(price, seen, buyers, float(price * buyers), float(price**2 * buyers))


@pytest.mark.parametrize("arms", [2, 3])
def test_equal_sizes_are_called_different_in_at_most_a_twentieth_of_tests_however_often_one_looks(arms: int) -> None:
    dice = np.random.default_rng(20_112)
    bought = dice.binomial(A_DAY, RATE, (TESTS, arms, DAYS)).cumsum(axis=2)

    called = sum(
        any(
            judged([size(PRICE, A_DAY * (day + 1), int(arm[day])) for arm in test]).finding is Finding.BEST
            for day in range(DAYS)
        )
        for test in bought
    )

    assert called <= TESTS * 0.05


def test_the_same_looks_without_the_sequence_would_cry_wolf() -> None:
    dice = np.random.default_rng(20_112)
    bought = dice.binomial(A_DAY, RATE, (TESTS, 2, DAYS)).cumsum(axis=2)
    seen = A_DAY * np.arange(1, DAYS + 1)
    pooled = bought.sum(axis=1) / (2 * seen)
    z = np.abs(bought[:, 0] - bought[:, 1]) / seen / np.sqrt(pooled * (1 - pooled) * 2 / seen)

    assert (z > 1.96).any(axis=1).mean() > 0.15


def test_a_size_that_brings_three_times_as_much_is_found() -> None:
    found = judged([size(19900, 6000, 180), size(9900, 6000, 210), size(2990, 6000, 270)])

    assert (found.finding, found.best) == (Finding.BEST, 0)
    assert all(gap.low > 0 for gap in found.gaps)


def test_much_money_given_back_turns_the_verdict() -> None:
    kept, given_back = size(19900, 2000, 60), Size(19900, 2000, 60, 19900.0 * 6, 19900.0**2 * 6)

    assert judged([kept, size(9900, 2000, 40)]).best == 0
    assert judged([given_back, size(9900, 2000, 40)]).best == 1


@pytest.mark.parametrize(
    ("seen", "expected", "odd"),
    [((1000, 1000), Finding.NOT_YET, False), ((1000, 880), Finding.NOT_YET, True), ((1000, 800), Finding.BROKEN, True)],
)
def test_unequal_parts_warn_and_then_block(seen: tuple[int, int], expected: Finding, odd: bool) -> None:
    found = judged([size(9900, seen[0], 50), size(9900, seen[1], 45)])

    assert (found.finding, found.odd) == (expected, odd)


def test_weights_are_what_parts_are_compared_with() -> None:
    a, b = Size(9900, 2000, 50, 0.0, 0.0, 2), Size(9900, 1000, 25, 0.0, 0.0, 1)

    assert judged([a, b]).p_split == pytest.approx(1)


def test_few_visitors_say_nothing() -> None:
    assert judged([size(9900, 49, 20), size(9900, 60, 1)]).finding is Finding.EARLY
    assert judged([size(9900, 0, 0), size(9900, 0, 0)]).finding is Finding.EARLY
