"""How many friends members brought by each age, against plain counting."""

from datetime import datetime, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.rules.cohorts import AGES, MOST_ROWS, Cohort, cohorts_of
from tests.cast import NOW

DAY = timedelta(days=1)
hours = st.integers(0, 40 * 24).map(lambda number: timedelta(hours=number))
inviters = st.lists(st.tuples(hours, st.lists(hours, max_size=5)), max_size=12).map(
    lambda rows: [(NOW + came, [NOW + came + delay for delay in delays]) for came, delays in rows]
)
moments = hours.map(lambda later: NOW + later)


@given(inviters, moments)
def test_cells_are_what_plain_counting_says(rows: list[tuple[datetime, list[datetime]]], at: datetime) -> None:
    found = cohorts_of([(came, [one for one in made if one < at]) for came, made in rows], at)
    seen = [(came, made) for came, made in rows if came < at]
    span = timedelta(days=found.days)

    assert sum(cohort.people for cohort in found.rows) == len(seen)
    for cohort in found.rows:
        own = [(came, made) for came, made in seen if cohort.begins <= came < cohort.begins + span]
        assert cohort.people == len(own)
        for age in range(1, AGES + 1):
            reached = all(came + age * span <= at for came, _made in own)
            counted = mean(sum(one < came + age * span for one in made) for came, made in own)
            assert cohort.growth[age - 1] == (pytest.approx(counted) if reached else None)


@given(inviters, moments)
def test_friends_brought_by_an_age_never_fall_with_age(
    rows: list[tuple[datetime, list[datetime]]], at: datetime
) -> None:
    for cohort in cohorts_of(rows, at).rows:
        known = [one for one in cohort.growth if one is not None]
        assert known == sorted(known)


def test_a_cell_stays_blank_until_the_youngest_is_so_old() -> None:
    rows = [(NOW, [NOW + DAY / 2]), (NOW + DAY / 2, [])]

    early, late = (cohorts_of(rows, NOW + after).rows[0] for after in (DAY, 1.5 * DAY))

    assert (early.growth[0], late.growth[0]) == (None, 0.5)


@pytest.mark.parametrize(("days", "span"), [(MOST_ROWS, 1), (MOST_ROWS + 1, 7), (7 * MOST_ROWS + 1, 28), (900, 28)])
def test_longer_campaigns_have_longer_cohorts(days: int, span: int) -> None:
    assert cohorts_of([(NOW, [])], NOW + days * DAY).days == span


def test_nobody_makes_no_cohort() -> None:
    assert cohorts_of([], NOW).rows == ()
    assert cohorts_of([(NOW, [])], NOW + 9 * DAY).rows == (Cohort(NOW, 1, (0.0,) * AGES),)
