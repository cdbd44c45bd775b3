"""Points grow old."""

from datetime import datetime

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.platform.events.log import publish
from coterie.platform.ledger.models import LedgerAccount
from coterie.platform.ledger.posting import book_entry
from coterie.platform.ledger.reading import accounts_of
from coterie.rewards.events import PointsExpired
from coterie.rewards.models import PointsPlan
from coterie.rewards.queries.expiry import old_points
from coterie.rewards.queries.purses import EXPIRED, POINTS, book_of, wallet


def expire_due(*, actor: Actor, now: datetime) -> int:
    """Take what nobody spent in time out of every wallet; return out of how many."""
    done = 0
    for plan in PointsPlan.objects.exclude(life_months=None).exclude(begun_at=None):
        for account in accounts_of(POINTS, "wallet", plan.community_id).order_by("id"):
            with transaction.atomic():
                done += expire(plan, account, actor, now)
    return done


def expire(plan: PointsPlan, account: LedgerAccount, actor: Actor, now: datetime) -> bool:
    """Take the old points out of one wallet, once however many ask at a time."""
    account = locked(LedgerAccount.objects.filter(pk=account.pk))
    old = old_points(plan, account, now)
    if not old:
        return False
    moves = {wallet(account.owner): -old, EXPIRED: old}
    key = f"expired:{account.pk}:{account.legs}"
    booked = book_entry(key=key, kind="expired", book=book_of(plan.community_id), moves=moves, at=now)
    if booked.fresh:
        facts = {"community": plan.community_id, "actor": actor.account, "member": account.owner}
        publish(PointsExpired(at=now, data={"points": old}, **facts))
    return booked.fresh
