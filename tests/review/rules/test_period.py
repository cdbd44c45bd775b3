from datetime import UTC, date, datetime, timedelta

import pytest

from coterie.review.rules.period import (
    Period,
    asked,
    days_before,
    instant,
    moment,
    wall,
    whole_days,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def scope(since, until, zone):
    return asked(1, since=since, until=until, group=None, now=NOW, zone=zone)


def test_days_are_local_and_the_last_one_counts():
    found = scope(datetime(2026, 3, 1), datetime(2026, 3, 31), "Asia/Shanghai")  # noqa: DTZ001

    assert found.since == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert found.until == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_the_last_day_is_shorter_when_clocks_change():
    found = scope(datetime(2026, 3, 29), datetime(2026, 3, 29), "Europe/Berlin")  # noqa: DTZ001

    assert found.until.astimezone(UTC) - found.since.astimezone(UTC) == timedelta(hours=23)


def test_moments_stay_as_they_are():
    since, until = datetime(2026, 3, 1, 5, tzinfo=UTC), datetime(2026, 3, 2, 6, tzinfo=UTC)

    found = scope(since, until, "Asia/Shanghai")

    assert (found.since, found.until) == (since, until)


@pytest.mark.parametrize("at", [datetime(1969, 5, 1, 1, 2, 3, 4, UTC), datetime(2038, 2, 1, 0, 0, 0, 999_999, UTC)])
def test_instants_are_exact(at):
    assert moment(instant(at)) == at


def test_wall_is_what_the_clock_shows():
    assert wall(datetime(2026, 1, 1, 20, tzinfo=UTC), "Asia/Shanghai") % 86400 == 4 * 3600


def test_a_day_that_is_not_over_is_not_whole():
    period = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 4, 12, tzinfo=UTC))

    assert period.whole_days_end - period.first_day == 2


def test_whole_days_and_those_before_them():
    # Berlin loses an hour on 29 March 2026
    period = whole_days(date(2026, 4, 4), 7, "Europe/Berlin")
    before = days_before(period)

    assert (period.whole_days_end - period.first_day, before.whole_days_end - before.first_day) == (7, 7)
    assert (before.until, before.since.date()) == (period.since, date(2026, 3, 22))
    assert period.until - period.since == timedelta(days=7)
    assert before.until - before.since == timedelta(days=7)
    assert (period.end - before.start) == (14 * 24 - 1) * 3600 * 1_000_000
