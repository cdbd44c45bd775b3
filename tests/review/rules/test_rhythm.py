import pytest

from coterie.review.enums import GroupState
from coterie.review.rules.rhythm import Rhythm, state_of


def rhythm(**known):
    usual = {
        "silent_days": 0.2,
        "gap_p95": 1.0,
        "weeks": [12] * 20,
        "gained": 0,
        "recent": 100,
        "answering": 60,
    }
    return Rhythm(**{**usual, **known})


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, GroupState.LIVELY),
        ({"silent_days": 13.9, "gap_p95": 7.0}, GroupState.QUIET),
        ({"silent_days": 14.1}, GroupState.DORMANT),
        # a monthly circle is not dormant after two weeks
        ({"silent_days": 29.0, "gap_p95": 31.0}, GroupState.LIVELY),
        ({"silent_days": 92.0, "gap_p95": 31.0}, GroupState.QUIET),
        ({"silent_days": 94.0, "gap_p95": 31.0}, GroupState.DORMANT),
        # half of the usual speakers in the latest two weeks
        ({"weeks": [5, 6, *[12] * 18]}, GroupState.QUIET),
        ({"weeks": [6, 6, *[12] * 18]}, GroupState.LIVELY),
        # members grow, nobody speaks
        ({"weeks": [2, 3, 2, 2, *[12] * 8], "gained": 40}, GroupState.ZOMBIE),
        ({"weeks": [2, 3, 2, 2, *[2] * 8], "gained": 0}, GroupState.LIVELY),
        # a young group of two is no zombie yet
        ({"weeks": [2, 2], "gained": 2}, GroupState.LIVELY),
        # everybody shouts, nobody answers
        ({"recent": 100, "answering": 9}, GroupState.ZOMBIE),
        ({"recent": 19, "answering": 0}, GroupState.LIVELY),
    ],
)
def test_state_follows_the_own_rhythm(known, state):
    assert state_of(rhythm(**known)) is state
