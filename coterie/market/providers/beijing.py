"""Moments as WeChat Pay and Alipay write them: in Beijing, which knows no summer time."""

from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
PLAIN = "%Y-%m-%d %H:%M:%S"


def in_beijing(moment: datetime) -> str:
    """Write `2026-03-01 09:30:00`."""
    return moment.astimezone(BEIJING).strftime(PLAIN)


def with_offset(moment: datetime) -> str:
    """Write `2026-03-01T09:30:00+08:00`."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def from_beijing(text: str) -> datetime:
    """Read `2026-03-01 09:30:00`. Raises ValueError."""
    # The formats of people's tools keep hundredths of a second or none.
    moment = datetime.strptime(text.partition(".")[0], PLAIN).replace(tzinfo=BEIJING)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error
