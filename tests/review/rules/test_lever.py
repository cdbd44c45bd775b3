from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import beta

from coterie.review.enums import Hint, Step
from coterie.review.rules.lever import Record, weakest
from coterie.review.rules.peers import DECLARED, by_moments, fitted


def records(scanned, joined, spoke, *, people=1000):
    rates = {Step.SCANNED: scanned, Step.JOINED: joined, Step.SPOKE: spoke}
    found, left = [], people
    for step, rate in rates.items():
        found.append(Record(step, round(left * rate), left))
        left = round(left * rate)
    return found


def test_the_step_far_below_peers_is_named():
    verdict = weakest(records(0.75, 0.55, 0.08), DECLARED, entries=1000)

    assert verdict.step is Step.SPOKE
    assert verdict.p_best > 0.99
    # bringing 8 % to the upper quartile of peers, with 412 people left to speak
    aim = DECLARED[Step.SPOKE].quantile(0.75)
    assert verdict.gain == pytest.approx(1000 * 0.75 * 0.55 * (aim - 0.08), rel=0.1)


def test_two_steps_alike_are_undecided():
    peers = dict.fromkeys((Step.SCANNED, Step.JOINED), by_moments(0.5, 0.1))
    same = [Record(Step.SCANNED, 30, 100), Record(Step.JOINED, 30, 100)]

    verdict = weakest(same, peers, entries=100)

    assert verdict.step is Hint.UNDECIDED
    assert verdict.p_best < 0.6


def test_few_people_are_a_problem_of_volume():
    assert weakest(records(0.75, 0.55, 0.08, people=20), DECLARED, entries=20).step is Hint.VOLUME


def test_nothing_judged_is_a_problem_of_measurement():
    assert weakest([Record(Step.SCANNED, 0, 0)], DECLARED, entries=100).step is Hint.MEASUREMENT


def test_all_far_above_peers_needs_no_lever():
    verdict = weakest(records(0.99, 0.98, 0.97, people=10_000), DECLARED, entries=10_000)

    assert verdict.step is Hint.NONE


def test_the_same_question_has_the_same_answer():
    asked = records(0.6, 0.4, 0.3)

    assert weakest(asked, DECLARED, entries=1000) == weakest(asked, DECLARED, entries=1000)


def test_probabilities_add_up_and_are_in_order():
    verdict = weakest(records(0.6, 0.4, 0.3), DECLARED, entries=1000)
    chances = [lever.p_best for lever in verdict.levers]

    assert sum(chances) <= 1 + 1e-9
    assert all(one >= other for one, other in pairwise(chances))


def test_few_people_are_drawn_towards_peers():
    few = weakest([Record(Step.SPOKE, 0, 4)], DECLARED, entries=100).levers[0]
    many = weakest([Record(Step.SPOKE, 0, 4000)], DECLARED, entries=100).levers[0]

    assert few.own > 0.2
    assert many.own < 0.01


@pytest.mark.parametrize(("mean", "sd"), [(0.35, 0.12), (0.7, 0.15), (0.1, 0.05)])
def test_peers_have_the_moments_asked_for(mean, sd):
    peers = by_moments(mean, sd)

    assert beta(peers.a, peers.b).mean() == pytest.approx(mean)
    assert beta(peers.a, peers.b).std() == pytest.approx(sd)
    assert peers.quantile(0.75) == pytest.approx(beta(peers.a, peers.b).ppf(0.75))


def test_peers_are_fitted_to_communities():
    rates = np.random.default_rng(1).beta(4, 6, 500)

    peers = fitted(rates.tolist())

    assert peers.measured
    assert (peers.a, peers.b) == pytest.approx((4, 6), rel=0.2)
