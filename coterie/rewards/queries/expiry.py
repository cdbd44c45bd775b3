"""When points grow too old."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coterie.communities.queries.communities import timezone_of
from coterie.platform.ledger.models import LedgerAccount
from coterie.platform.ledger.reading import account_of, credited_before
from coterie.rewards.models import PointsPlan
from coterie.rewards.queries.purses import book_of, wallet
from coterie.rewards.rules import too_old

SOON = timedelta(days=30)


def limit_of(plan: PointsPlan, now: datetime) -> datetime | None:
    """Return the moment before which points are too old: so many months ago, by the community's calendar."""
    if plan.life_months is None:
        return None
    local = now.astimezone(ZoneInfo(timezone_of(plan.community_id)))
    months = local.year * 12 + local.month - 1 - plan.life_months
    return local.replace(year=months // 12, month=months % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def old_points(plan: PointsPlan, account: LedgerAccount, now: datetime) -> int:
    """Return how many points of a wallet are too old."""
    limit = limit_of(plan, now)
    if limit is None:
        return 0
    return too_old(account.balance, account.credited, credited_before(account, limit))


def ending_soon(plan: PointsPlan, member: int, now: datetime) -> int:
    """Return how many points of a member end within the next 30 days if they are not spent."""
    account = account_of(book_of(plan.community_id), wallet(member))
    return old_points(plan, account, now + SOON) if account else 0
