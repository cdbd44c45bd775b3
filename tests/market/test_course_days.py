"""When lectures open, by the clocks of the whole world."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from coterie.market.rules import opens_at

ZONES = st.sampled_from([
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Havana", "America/Sao_Paulo", "Asia/Beirut",
    "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns",
])  # fmt: skip
MOMENTS = st.integers(1_260_000_000, 1_900_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
SECOND = timedelta(seconds=1)


def right(opens: datetime, day: date, zone: ZoneInfo) -> None:
    """Hold that a lecture opens with the first moment of its day: not a second before, and no later."""
    assert opens.astimezone(zone).date() >= day
    assert (opens - SECOND).astimezone(zone).date() < day


@given(ZONES, MOMENTS, st.integers(1, 400))
@example("America/Sao_Paulo", datetime(2018, 11, 3, 12, tzinfo=UTC), 1)
@example("America/Havana", datetime(2024, 11, 2, 12, tzinfo=UTC), 1)
@example("Pacific/Apia", datetime(2011, 12, 29, 12, tzinfo=UTC), 1)
def test_days_after_buying_are_days_of_the_community(name: str, since: datetime, days: int) -> None:
    zone = ZoneInfo(name)

    opens = opens_at(None, days, since, zone)

    assert opens is not None
    assert opens > since
    right(opens, since.astimezone(zone).date() + timedelta(days=days), zone)


@given(ZONES, MOMENTS, st.dates(date(2010, 1, 1), date(2030, 1, 1)))
@example("America/Sao_Paulo", datetime(2018, 1, 1, tzinfo=UTC), date(2018, 11, 4))
def test_a_date_is_a_day_of_the_community_whenever_one_bought(name: str, since: datetime, day: date) -> None:
    zone = ZoneInfo(name)

    opens = opens_at(day, None, since, zone)

    assert opens is not None
    right(opens, day, zone)


def test_what_names_no_day_is_open_at_once() -> None:
    since = datetime(2026, 3, 2, tzinfo=UTC)

    assert [opens_at(None, days, since, ZoneInfo("Asia/Shanghai")) for days in (None, 0)] == [None, None]
