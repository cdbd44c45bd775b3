"""What makes an order cheaper: a coupon, and points that pay a part."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock
from coterie.kit.errors import Conflict, Invalid
from coterie.market.errors import CouponRefused
from coterie.market.models import Coupon, CouponUse, Order, OrderLine
from coterie.market.queries.coupons import till_of
from coterie.market.rules import split_by_weight
from coterie.platform.limits.allowance import demand
from coterie.rewards.domain.spending import give_points_back, spend_points

TRIES, WINDOW = 30, timedelta(hours=1)
"""Codes are short: nobody may try them all."""
UNSAID = re.compile(r"[^0-9A-Z]")
MOST_POINTS = 10_000_000


class CouponWatch(Protocol):
    """Hears of each use of a coupon as it happens, and may refuse it with CouponRefused."""

    def __call__(self, *, coupon: int, member: int | None, actor: Actor, now: datetime) -> None:
        """Hear of one use."""


WATCHES: list[CouponWatch] = []


def watches_coupons(watch: CouponWatch) -> None:
    """Have a function hear of each use of a coupon, for a higher context whose business some of them are."""
    WATCHES.append(watch)


def code_of(text: str) -> str:
    """Return a code as it is kept: capitals and digits."""
    return UNSAID.sub("", text.upper())[:24]


def reduce_order(
    *, order: Order, lines: Sequence[OrderLine], coupon: str, points: int, actor: Actor, now: datetime
) -> None:
    """Make an order that is being placed cheaper, and its lines with it to the last unit.

    Raises CouponRefused, Conflict where points pay nothing, NotEnough, TooMany.
    """
    if coupon.strip():
        order.discount = use_coupon(order, lines, coupon, actor, now)
        order.amount -= order.discount
    if points:
        order.points = pay_with_points(order, lines, points, actor, now)
        order.amount = sum(one.amount for one in lines)
    if order.discount or order.points:
        order.save(update_fields=["amount", "discount", "points"])


def use_coupon(order: Order, lines: Sequence[OrderLine], code: str, actor: Actor, now: datetime) -> int:
    """Take a coupon off the lines that it is for; return how much."""
    demand("coupon", str(actor.account), per=TRIES, window=WINDOW, now=now)
    row = held_coupon(order.community_id, code_of(code))
    if row is None or row.closed_at:
        raise CouponRefused(_("There is no such coupon."), field="coupon")
    if (row.since and now < row.since) or (row.until and row.until <= now):
        raise CouponRefused(_("This coupon does not count now."), field="coupon")
    refuse_used_up(row, order)
    scope = set(row.offers.values_list("pk", flat=True))
    meant = [one for one in lines if not scope or one.variant.offer_id in scope]
    off = off_of(row, sum(one.amount for one in meant))
    take_off(meant, off)
    CouponUse.objects.create(coupon=row, order=order, amount=off, at=now)
    for watch in WATCHES:
        watch(coupon=row.pk, member=order.member_id, actor=actor, now=now)
    return off


def held_coupon(community: int, code: str) -> Coupon | None:
    """Return a coupon, locked: who comes next counts this use."""
    return lock(Coupon.objects.filter(community=community, code=code)).first()


def refuse_used_up(row: Coupon, order: Order) -> None:
    """Refuse a coupon that was used as often as it can be."""
    uses = row.uses.filter(given_back_at=None).exclude(order=order)
    if row.most_uses is not None and uses.count() >= row.most_uses:
        raise CouponRefused(_("This coupon is used up."), field="coupon")
    if row.most_each is not None and uses.filter(order__member=order.member_id).count() >= row.most_each:
        raise CouponRefused(_("You have used this coupon as often as one can."), field="coupon")


def off_of(row: Coupon, amount: int) -> int:
    """Return what a coupon takes off an amount: a share is rounded down, and never more than all."""
    if not amount:
        raise CouponRefused(_("This coupon is for something else."), field="coupon")
    if amount < row.least:
        raise CouponRefused(_("This coupon counts for larger orders."), field="coupon")
    off = min(row.off, amount) if row.off is not None else amount * (row.percent or 0) // 100
    if not off:
        raise CouponRefused(_("This coupon counts for larger orders."), field="coupon")
    return off


def take_off(lines: Sequence[OrderLine], off: int) -> None:
    """Take an amount off lines, each by its part."""
    for one, part in zip(lines, split_by_weight(off, [one.amount for one in lines]), strict=True):
        one.amount -= part


def pay_with_points(order: Order, lines: Sequence[OrderLine], points: int, actor: Actor, now: datetime) -> int:
    """Let a member pay with points; return how many, which is never more than the order costs."""
    refuse_beyond({"points": (1, MOST_POINTS)}, {"points": points})
    worth = till_of(order.community_id).points_worth
    if not worth or order.member_id is None:
        raise Conflict(_("Points pay nothing here."), field="points")
    used = min(points, order.amount // worth)
    if not used:
        raise Invalid(_("It costs less than one point is worth."), field="points")
    spend(order, used, actor, now)
    take_off(lines, used * worth)
    return used


def spend(order: Order, points: int, actor: Actor, now: datetime) -> None:
    """Take points out of the buyer's wallet."""
    spend_points(
        community=order.community_id, member=order.member_id or 0, points=points, source=f"order:{order.key}",
        actor=actor, now=now,
    )  # fmt: skip


def undo_reduction(order: Order, actor: Actor, now: datetime) -> None:
    """Give the coupon's use and the points of an order back that comes to nothing."""
    CouponUse.objects.filter(order=order, given_back_at=None).update(given_back_at=now)
    return_points(order, actor, now)


def return_points(order: Order, actor: Actor, now: datetime) -> None:
    """Give the points of an order back, once."""
    if order.points and order.member_id is not None:
        give_points_back(
            community=order.community_id, member=order.member_id, points=order.points, source=f"order:{order.key}",
            actor=actor, now=now,
        )  # fmt: skip


def redo_reduction(order: Order, actor: Actor, now: datetime) -> None:
    """Use the coupon and the points anew, for an order whose money came late. Raises CouponRefused, NotEnough."""
    use = CouponUse.objects.filter(order=order).exclude(given_back_at=None).first()
    if use:
        refuse_used_up(lock(Coupon.objects.filter(pk=use.coupon_id)).get(), order)
        use.given_back_at = None
        use.save(update_fields=["given_back_at"])
    if order.points:
        spend(order, order.points, actor, now)
