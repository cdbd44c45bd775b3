"""Calling off: an order for which no money came, even one that coupons, points or kindness paid in full."""

from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.market.domain.buying import SHOP, cancel_order, cancelled
from coterie.market.domain.gift import void_gifts
from coterie.market.domain.grant import end_grants
from coterie.market.domain.plan import turn_given_back
from coterie.market.enums import OrderState
from coterie.market.models import Order
from coterie.platform.ledger.posting import reverse_entry
from coterie.platform.ledger.reading import entry_called


@transaction.atomic
def call_off_order(*, order: int, actor: Actor, now: datetime) -> Order:
    """Let an order come to nothing, with all that it opened. Raises Conflict where money is to be given back first."""
    row = locked(Order.objects.filter(pk=order, source=SHOP))
    require(actor, Permission.EDIT_OFFERS, row.community_id)
    if row.state != OrderState.PAID or row.amount:
        return cancel_order(order=order, actor=actor, now=now)
    lines = list(row.lines.all())
    if any(one.cost for one in lines):
        goods = entry_called(f"goods:{row.key}")
        reverse_entry(entry=goods, key=f"goods-back:{row.key}", kind="goods_back", at=now)
    void_gifts(lines, {one.pk: one.quantity for one in lines}, now)
    for one in lines:
        turn_given_back(one, actor, now)
        end_grants(source=f"line:{one.pk}", community=row.community_id, actor=actor, now=now)
    return cancelled(row, "staff", actor, now)
