"""Deciding how points are given."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, lock, lock_name
from coterie.kit.errors import Invalid
from coterie.kit.ids import new_key
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.platform.ledger.reading import account_of, accounts_of
from coterie.rewards.enums import RULED, Deed
from coterie.rewards.events import PlanChanged
from coterie.rewards.models import PointsPlan, PointsRule
from coterie.rewards.queries.plan import FUNDING, day_of, given_in
from coterie.rewards.queries.purses import ISSUE, POINTS, book_of, budget

MOST = 1_000_000
LIMITS = {"monthly_budget": (0, 100 * MOST), "life_months": (1, 120), "least_givers": (1, 50)}
USUAL: dict[str, tuple[int, int | None, int | None]] = {
    Deed.CHECK_IN: (5, 3, None), Deed.CHALLENGE: (50, 2, None), Deed.FIRST_WORDS: (2, 1, None),
    Deed.MARK: (10, 5, 5), Deed.REACTION: (1, 10, 10), Deed.ANSWER: (15, 5, 5), Deed.TOPIC: (20, 2, None),
    Deed.QUESTION: (10, 3, None), Deed.RATING: (3, 3, None), Deed.VOTE: (3, 3, None),
    Deed.TRIAL: (30, 2, None), Deed.RALLY: (10, 2, None), Deed.GATHERING: (30, 2, None),
}  # fmt: skip
"""What a community begins with: points, how often a day, how often by one person's praise."""


class PlanFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays."""

    on: bool
    name: str
    monthly_budget: int | None
    life_months: int | None
    least_givers: int


@transaction.atomic
def edit_plan(*, community: int, actor: Actor, now: datetime, **facts: Unpack[PlanFacts]) -> PointsPlan:
    """Change how points are given; the first time, usual rules come with it. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_REWARDS, community)
    lock_points(community)
    row, fresh = own_plan(community)
    kept: dict[str, Any] = {name: value for name, value in facts.items() if name != "on"}
    refuse_beyond(LIMITS, {name: value for name, value in kept.items() if value is not None})
    if "name" in kept:
        kept["name"] = " ".join(kept["name"].split())[:20]
    if "on" in facts and facts["on"] != (row.begun_at is not None):
        kept["begun_at"] = now if facts["on"] else None
    fields = altered(row, kept)
    row.save()
    if "monthly_budget" in fields:
        fit_budget(row, now)
    if fresh or fields:
        told(row, fields or ["made"], actor, now)
    return row


@transaction.atomic
def set_rule(
    *, community: int, deed: str, points: int, most_a_day: int | None = None, most_by_giver: int | None = None,
    actor: Actor, now: datetime,
) -> PointsRule | None:  # fmt: skip
    """Say what a deed brings; nothing (0 points) takes the rule away. Raises Invalid for a deed that has no rule."""
    require(actor, Permission.EDIT_REWARDS, community)
    if deed not in RULED:
        raise Invalid(_("Choose from the list."), field="deed")
    caps = {"most_a_day": most_a_day, "most_by_giver": most_by_giver}
    refuse_beyond({"points": (0, 10_000)}, {"points": points})
    given = {name: most for name, most in caps.items() if most is not None}
    refuse_beyond({"most_a_day": (1, 1000), "most_by_giver": (1, 1000)}, given)
    lock_points(community)
    plan, _fresh = own_plan(community)
    if not points:
        plan.rules.filter(deed=deed).delete()
        row = None
    else:
        row, _made = PointsRule.objects.update_or_create(plan=plan, deed=deed, defaults={"points": points, **caps})
    publish(PlanChanged(at=now, community=community, actor=actor.account, data={"fields": ["rule"], "deed": deed}))
    return row


def lock_points(community: int) -> None:
    """Let nobody else give points in this community until the transaction ends: one lock, so no two wait crosswise."""
    lock_name(f"points:{community}")


def own_plan(community: int) -> tuple[PointsPlan, bool]:
    """Return the community's plan, locked, and whether it is new; a new one has the usual rules."""
    if known := lock(PointsPlan.objects.filter(community=community)).first():
        return known, False
    row = PointsPlan.objects.create(community_id=community)
    PointsRule.objects.bulk_create(
        PointsRule(plan=row, deed=deed, points=points, most_a_day=a_day, most_by_giver=by)
        for deed, (points, a_day, by) in USUAL.items()
    )
    return row, True


def fit_budget(row: PointsPlan, now: datetime) -> None:
    """Let this month's purse hold what the new budget leaves of it."""
    on = day_of(row.community_id, now)
    account = account_of(book_of(row.community_id), budget(on))
    if account is None:
        return
    wanted = max(0, (row.monthly_budget or 0) - given_in(row.community_id, on))
    move_budget(row.community_id, on, wanted - account.balance, f"points-budget:{new_key()}", now)


def fund_month(row: PointsPlan, on: date, now: datetime) -> None:
    """Fill the month's purse before the first award; the lock of points keeps it to once."""
    if row.monthly_budget is None or account_of(book_of(row.community_id), budget(on)):
        return
    left = max(0, row.monthly_budget - given_in(row.community_id, on))
    move_budget(row.community_id, on, left, f"points-budget:{row.community_id}:{budget(on).owner}", now)


def move_budget(community: int, on: date, amount: int, key: str, now: datetime) -> None:
    """Put so much more into a month's purse, or take it out."""
    if amount:
        moves = {ISSUE: -amount, budget(on): amount}
        book_entry(key=key, kind=FUNDING, book=book_of(community), moves=moves, at=now)


def end_months(*, now: datetime) -> int:
    """Take back what is left of the budgets of months that are over; return of how many."""
    ended = 0
    for account in accounts_of(POINTS, "budget").order_by("id"):
        if account.owner < budget(day_of(account.community, now)).owner:
            with transaction.atomic():
                ended += end_month(account.community, date(account.owner // 100, account.owner % 100, 1), now)
    return ended


def end_month(community: int, on: date, now: datetime) -> bool:
    """Take back what is left of a month's budget."""
    lock_points(community)
    found = account_of(book_of(community), budget(on))
    if found is None or not found.balance:
        return False
    move_budget(community, on, -found.balance, f"points-budget-end:{found.pk}:{found.legs}", now)
    return True


def told(row: PointsPlan, fields: list[str], actor: Actor, now: datetime) -> None:
    """Tell of a change."""
    data = {"fields": sorted(fields)}
    publish(PlanChanged(at=now, community=row.community_id, actor=actor.account, data=data))
