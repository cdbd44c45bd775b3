"""Two arms: oracles, and no false alarm under daily peeking."""

import numpy as np
import pytest
from scipy import integrate
from scipy.stats import beta

from coterie.review.rules.comparison import Finding, Tried, compared, split_p


def test_unequal_halves_are_found() -> None:
    assert split_p(44_000, 45_000) == pytest.approx(0.000802, abs=1e-6)
    assert compared(Tried(44_000, 8_000), Tried(45_000, 9_500)).finding == Finding.BROKEN


def test_real_game_is_watched() -> None:
    """Cookie Cats: 44,700 and 45,489 players, of whom 8,502 and 8,279 came back after a week."""
    found = compared(Tried(44_700, 8_502), Tried(45_489, 8_279))

    assert found.p_split == pytest.approx(0.0086, abs=1e-4)
    assert (found.odd, found.p_best < 0.01) == (True, True)


def test_probability_and_losses_are_those_of_the_integral() -> None:
    a, b = Tried(100, 10), Tried(110, 18)
    one, other = beta(1 + a.done, 1 + a.seen - a.done), beta(1 + b.done, 1 + b.seen - b.done)

    found = compared(a, b)

    exact, _error = integrate.quad(lambda rate: other.pdf(rate) * one.cdf(rate), 0, 1)
    assert found.p_best == pytest.approx(exact, abs=0.005)
    assert found.loss_a - found.loss_b == pytest.approx(other.mean() - one.mean(), abs=0.0005)


@pytest.mark.parametrize(
    ("a", "b", "finding"),
    [
        (Tried(0, 0), Tried(0, 0), Finding.EARLY),
        (Tried(40, 10), Tried(45, 20), Finding.EARLY),
        (Tried(500, 0), Tried(500, 0), Finding.EARLY),
        (Tried(200, 20), Tried(210, 24), Finding.NOT_YET),
        (Tried(1000, 100), Tried(1000, 180), Finding.B),
        (Tried(1000, 180), Tried(1000, 100), Finding.A),
        (Tried(100, 100), Tried(100, 100), Finding.NOT_YET),
    ],
)
def test_finding(a: Tried, b: Tried, finding: Finding) -> None:
    assert compared(a, b).finding == finding


def test_equal_versions_are_seldom_called_different_by_who_looks_every_day() -> None:
    dice, called = np.random.default_rng(5), 0
    for _test in range(400):
        seen, done = dice.multinomial(60, [0.5, 0.5], 40).cumsum(0), np.zeros(2, int)
        before = np.zeros(2, int)
        for day in seen:
            done = done + dice.binomial(day - before, 0.12)
            before = day
            from_a, from_b = Tried(int(day[0]), int(done[0])), Tried(int(day[1]), int(done[1]))
            if decided(from_a, from_b):
                called += 1
                break

    assert called / 400 <= 0.05


def decided(a: Tried, b: Tried) -> bool:
    from coterie.review.rules.comparison import evidence, finding

    return finding(a, b, 1.0, evidence(a, b)) in {Finding.A, Finding.B}
