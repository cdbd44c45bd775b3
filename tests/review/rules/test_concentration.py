import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.rules.concentration import absence_factor, effective_number, gini, top_share

AMOUNTS = st.lists(st.integers(1, 1000), min_size=1, max_size=40)


@given(AMOUNTS)
def test_gini_is_the_mean_difference(amounts):
    people, total = len(amounts), sum(amounts)

    differences = sum(abs(one - other) for one, other in product(amounts, amounts))

    assert gini(amounts) == pytest.approx(differences / (2 * people * total), abs=1e-9)


@given(st.integers(1, 50), st.integers(1, 9))
def test_gini_of_equals_is_zero(people, amount):
    assert gini([amount] * people) == pytest.approx(0, abs=1e-12)


def test_gini_of_one_who_has_all():
    assert gini([0] * 9 + [10]) == pytest.approx(0.9)


def test_nothing_has_no_gini():
    assert gini([]) is None
    assert gini([0, 0]) is None


@given(AMOUNTS, st.sampled_from([0.01, 0.1, 0.2, 0.5]))
def test_top_share_takes_the_largest(amounts, part):
    people = max(1, math.ceil(round(part * len(amounts), 9)))

    largest = sorted(amounts, reverse=True)[:people]

    assert top_share(amounts, part) == pytest.approx(sum(largest) / sum(amounts))


def test_top_share_of_thirty_is_three_people():
    assert top_share([1] * 30, 0.1) == pytest.approx(0.1)


@given(AMOUNTS)
def test_effective_number_is_exp_of_entropy(amounts):
    shares = [amount / sum(amounts) for amount in amounts]

    entropy = -sum(share * math.log(share) for share in shares)

    assert effective_number(amounts) == pytest.approx(math.exp(entropy))


@given(st.integers(1, 60))
def test_effective_number_of_equals_is_their_number(people):
    assert effective_number([3] * people) == pytest.approx(people)


@given(AMOUNTS)
def test_absence_factor_is_the_fewest_who_hold_half(amounts):
    fewest = absence_factor(amounts)
    largest = sorted(amounts, reverse=True)

    assert 2 * sum(largest[:fewest]) >= sum(amounts)
    assert 2 * sum(largest[: fewest - 1]) < sum(amounts)
