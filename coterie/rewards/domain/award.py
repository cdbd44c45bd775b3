"""Giving points, and taking them back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_key
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.members.queries.members import active_member
from coterie.platform.events.log import publish
from coterie.platform.ledger.errors import NotEnough
from coterie.platform.ledger.posting import book_entry, reverse_entry
from coterie.rewards.domain.plan import fund_month, lock_points
from coterie.rewards.enums import Deed, Withheld
from coterie.rewards.events import PointsAwarded, PointsRevoked, PointsWithheld
from coterie.rewards.models import Award, PointsPlan, PointsRule
from coterie.rewards.queries.plan import day_of, giving_plans, source_of
from coterie.rewards.queries.purses import book_of, points_of, wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A deed that may bring points: whose, which one (`source`), and who praised it."""

    community: int
    member: int
    deed: str
    source: str
    at: datetime
    giver: int | None = None
    points: int | None = None
    """Where no rule says it."""
    note: str = ""


@transaction.atomic
def award(*, earned: Earned, actor: Actor, now: datetime) -> Award | None:
    """Give the points that a deed brings: once for each deed, within the caps of the day and the budget of the month.

    Returns None where nothing is given: no points here, no rule, known already, one's own praise, beyond a cap.
    """
    plan = giving_plans([earned.community]).get(earned.community)
    rule = next((row for row in plan.rules.all() if row.deed == earned.deed), None) if plan else None
    points = earned.points if earned.points is not None else rule.points if rule else 0
    if plan is None or not points or not counts(plan, earned):
        return None
    lock_points(earned.community)
    if Award.objects.filter(member=earned.member, deed=earned.deed, source=earned.source).exists():
        return None
    on = day_of(earned.community, earned.at)
    why = beyond(rule, earned, on) if rule else None
    if why is None:
        try:
            with transaction.atomic():
                return given(plan, earned, points, actor, now)
        except NotEnough:
            why = Withheld.BUDGET
    data: dict[str, Json] = {"deed": earned.deed, "why": str(why)}
    publish(PointsWithheld(at=now, data=data, **told(earned, actor)))
    return None


@transaction.atomic
def give_points(*, member: int, points: int, note: str, actor: Actor, now: datetime) -> Award:
    """Give a member points by hand, with a reason that they read.

    Raises Invalid without a reason, Conflict where no points are given, NotEnough beyond the month's budget.
    """
    row = active_member(member)
    if row is None:
        raise NotFound(_("There is no such page."))
    require(actor, Permission.EDIT_REWARDS, row.community_id)
    why = clean(note)[:120]
    if not why:
        raise Invalid(_("Say why: the member reads it."), field="note")
    refuse_beyond({"points": (1, 100_000)}, {"points": points})
    plan = giving_plans([row.community_id]).get(row.community_id)
    if plan is None:
        raise Conflict(_("No points are given here yet."))
    lock_points(row.community_id)
    earned = Earned(
        community=row.community_id, member=member, deed=Deed.GIFT, source=new_key(), at=now, points=points, note=why
    )
    return given(plan, earned, points, actor, now)


@transaction.atomic
def revoke_award(*, award: int, actor: Actor, now: datetime) -> None:
    """Take an award back, as far as its points are still there; a second time changes nothing."""
    row = Award.objects.get(pk=award)
    lock_points(row.community_id)
    row = locked(Award.objects.filter(pk=award))
    if row.revoked_at:
        return
    there = min(row.points, points_of(row.community_id, row.member_id))
    if there:
        reverse_entry(entry=row.entry, key=f"award-back:{row.pk}", kind="revoked", at=now, each=there)
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    data: dict[str, Json] = {"deed": row.deed, "points": there}
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk, "member": row.member_id}
    publish(PointsRevoked(at=now, data=data, **facts))


def counts(plan: PointsPlan, earned: Earned) -> bool:
    """Tell whether a deed can bring points: done since they are given, by a member of today, not praised by oneself."""
    if plan.begun_at is None or earned.at < plan.begun_at or earned.giver == earned.member:
        return False
    found = active_member(earned.member)
    return found is not None and found.community_id == earned.community


def beyond(rule: PointsRule, earned: Earned, on: date) -> str | None:
    """Return which cap of the day is reached, if one is; the lock of points keeps the counts true."""
    of_day = Award.objects.filter(deed=earned.deed, on=on)
    if rule.most_a_day and of_day.filter(member=earned.member).count() >= rule.most_a_day:
        return Withheld.DAY
    by_giver = of_day.filter(giver=earned.giver, community=earned.community) if earned.giver else of_day.none()
    return Withheld.GIVER if rule.most_by_giver and by_giver.count() >= rule.most_by_giver else None


def given(plan: PointsPlan, earned: Earned, points: int, actor: Actor, now: datetime) -> Award:
    """Book points into a member's wallet, out of the month's budget where there is one. Raises NotEnough."""
    on = day_of(earned.community, earned.at)
    fund_month(plan, on, now)
    key = f"award:{earned.member}:{earned.deed}:{earned.source}"
    moves = {source_of(plan, on): -points, wallet(earned.member): points}
    entry = book_entry(key=key, kind="award", book=book_of(earned.community), moves=moves, at=now).entry
    facts = {"deed": earned.deed, "source": earned.source, "points": points, "on": on, "at": earned.at}
    whose = {"community_id": earned.community, "member_id": earned.member, "giver_id": earned.giver}
    row = Award.objects.create(**facts, **whose, note=earned.note, entry=entry)
    data: dict[str, Json] = {"deed": earned.deed, "points": points, "giver": earned.giver}
    publish(PointsAwarded(at=now, data=data, subject=row.pk, **told(earned, actor)))
    return row


def told(earned: Earned, actor: Actor) -> dict[str, int | None]:
    """Return what every event of points says."""
    return {"community": earned.community, "actor": actor.account, "member": earned.member}
