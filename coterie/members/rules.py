"""When a digest is due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coterie.members.enums import Digest

MORNING = time(8)


def next_digest(digest: str, after: datetime, zone: str) -> datetime | None:
    """Return the next morning of the community's clock, or Monday morning, after a moment; None for never."""
    if digest == Digest.NEVER:
        return None
    local = after.astimezone(ZoneInfo(zone))
    first = local.date() + timedelta(days=local.time() >= MORNING)
    monday = first + timedelta(days=-first.weekday() % 7)
    day = monday if digest == Digest.WEEKLY else first
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))
