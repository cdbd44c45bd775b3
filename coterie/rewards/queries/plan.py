"""How a community gives points."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from coterie.communities.queries.communities import timezone_of
from coterie.platform.ledger.models import LedgerLeg
from coterie.platform.ledger.posting import Purse
from coterie.platform.ledger.reading import account_of, accounts_of, balance_of
from coterie.rewards.enums import RULED
from coterie.rewards.models import Award, PointsPlan, PointsRule
from coterie.rewards.queries.purses import ISSUE, POINTS, book_of, budget

FUNDING = "budget"
"""The kind of entries that fill a month's purse, or empty it."""


def plan_of(community: int) -> PointsPlan | None:
    """Return a community's plan, once it has one."""
    return PointsPlan.objects.filter(community=community).first()


def giving_plans(communities: Collection[int]) -> dict[int, PointsPlan]:
    """Return the plans of those communities that give points now."""
    rows = PointsPlan.objects.filter(community__in=communities).exclude(begun_at=None)
    return {row.community_id: row for row in rows.select_related("community").prefetch_related("rules")}


def gives_points(community: int) -> bool:
    """Tell whether a community gives points now."""
    return PointsPlan.objects.filter(community=community).exclude(begun_at=None).exists()


def rules_of(plan: PointsPlan | None) -> list[PointsRule]:
    """Return a plan's rules in the order of the deeds."""
    known = {row.deed: row for row in plan.rules.all()} if plan else {}
    return [known[deed] for deed in RULED if deed in known]


def day_of(community: int, moment: datetime) -> date:
    """Return the day of a moment in the community's calendar."""
    return moment.astimezone(ZoneInfo(timezone_of(community))).date()


def given_in(community: int, on: date) -> int:
    """Return how many points the community gave in the month of a day, less what came back: the ledger says it."""
    book, (since, until) = book_of(community), month_of(community, on)
    legs = LedgerLeg.objects.exclude(entry__kind=FUNDING)
    month, issue = account_of(book, budget(on)), account_of(book, ISSUE)
    of_budget = legs.filter(account=month) if month else legs.none()
    of_issue = legs.filter(account=issue, at__gte=since, at__lt=until) if issue else legs.none()
    return -sum(int(rows.aggregate(total=Sum("amount"))["total"] or 0) for rows in (of_budget, of_issue))


def month_of(community: int, on: date) -> tuple[datetime, datetime]:
    """Return the beginning and the end of the month of a day, by the community's clock."""
    zone = ZoneInfo(timezone_of(community))
    first, following = days_of_month(on)
    return datetime.combine(first, time(), tzinfo=zone), datetime.combine(following, time(), tzinfo=zone)


def days_of_month(on: date) -> tuple[date, date]:
    """Return the first day of the month of a day, and that of the next."""
    first = on.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def given_by_deed(community: int, on: date) -> list[tuple[str, int, int]]:
    """Return how many points each deed brought in the month of a day, and how often."""
    first, following = days_of_month(on)
    rows = Award.objects.filter(community=community, revoked_at=None, on__gte=first, on__lt=following)
    counted = rows.values_list("deed").annotate(total=Sum("points"), times=Count("id"))
    return [(deed, total, times) for deed, total, times in counted.order_by("-total", "deed")]


@dataclass(frozen=True, slots=True)
class Circulation:
    """What there is: held by members, in envelopes, given and left of this month, spent and expired for ever."""

    held: int
    in_envelopes: int
    given: int
    left: int | None
    spent: int
    expired: int


def circulation_of(community: int, on: date) -> Circulation:
    """Return where a community's points are."""
    book, plan = book_of(community), plan_of(community)

    def total(kind: str) -> int:
        return int(accounts_of(POINTS, kind, community).aggregate(total=Sum("balance"))["total"] or 0)

    left = left_of(plan, on) if plan else None
    spent, expired = (balance_of(book, Purse(kind)) for kind in ("spent", "expired"))
    return Circulation(total("wallet"), total("envelope"), given_in(community, on), left, spent, expired)


def left_of(plan: PointsPlan, on: date) -> int | None:
    """Return what is left of a month's budget; None without one."""
    if plan.monthly_budget is None:
        return None
    row = account_of(book_of(plan.community_id), budget(on))
    return row.balance if row else max(0, plan.monthly_budget - given_in(plan.community_id, on))


def source_of(plan: PointsPlan, on: date) -> Purse:
    """Return the purse from which points are given on a day."""
    return ISSUE if plan.monthly_budget is None else budget(on)


def within(since: datetime | None) -> Q:
    """Return the question for awards that count, from a moment on."""
    return Q(revoked_at=None) if since is None else Q(revoked_at=None, at__gte=since)
