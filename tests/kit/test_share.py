"""Wilson's interval of a share."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coterie.kit.share import Share


@pytest.mark.parametrize(("done", "of", "low", "high"), [
    (10, 100, 0.0552, 0.1744), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055),
])  # fmt: skip
def test_interval_is_that_of_the_tables(done: int, of: int, low: float, high: float) -> None:
    share = Share(done, of)

    assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_share_of_nobody_is_unknown() -> None:
    assert (Share(0, 0).rate, Share(0, 0).low, Share(0, 0).high) == (None, None, None)


@given(some.integers(1, 10**6).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of))))
def test_interval_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    done, of = pair
    share, rest = Share(done, of), Share(of - done, of)

    assert 0 <= share.low <= share.rate <= share.high <= 1
    assert share.low == pytest.approx(1 - rest.high, abs=1e-9)
