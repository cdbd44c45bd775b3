"""Credit: what is left of the turns of a plan that are paid, taken off the price of a better one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coterie.communities.queries.communities import timezone_of
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict
from coterie.market.enums import OrderState, PlanState
from coterie.market.models import Order, Subscription, Turn, Variant
from coterie.market.rules import unused_part


def credit_for(row: Subscription, wanted: Variant, now: datetime) -> int:
    """Return what is left of the turns that are paid. Raises Conflict where it is more than the other one costs."""
    credit = left_of(row, now)
    if credit > wanted.price:
        raise Conflict(_("More is paid already than that costs: change at the end of what is paid."))
    return credit


def credit_stands(order: Order) -> bool:
    """Tell whether what an order was credited with is there still; where there was no credit it is.

    It is gone with the plan, with money that was given back of it, and with an order that was given up: the time that
    it was for has been used meanwhile.
    """
    turn = Turn.objects.filter(line__order=order, credit__gt=0).select_related("subscription").first()
    if turn is None:
        return True
    if order.state != OrderState.PENDING:
        return False
    lock_name(f"plan:{turn.subscription.member_id}:{turn.subscription.offer_id}")
    row = locked(Subscription.objects.select_related("offer").filter(pk=turn.subscription_id))
    return row.state != PlanState.ENDED and left_of(row, turn.asked_at) >= turn.credit


def left_of(row: Subscription, at: datetime) -> int:
    """Return what is left of the turns that are paid, at a moment."""
    zone = timezone_of(row.offer.community_id)
    turns = row.turns.filter(paid_at__isnull=False, until__gt=at).select_related("line")
    return sum(unused_part(worth(one), one.since or at, one.until or at, at, zone) for one in turns)


def worth(turn: Turn) -> int:
    """Return what a turn is worth, less what was given back of it."""
    return max(0, turn.amount - turn.line.refunded)
