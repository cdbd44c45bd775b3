"""The shop of the demo: what is for sale, and buying it by transfer."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.onlookers import look_at
from coterie.cli.demo.shop_lines import CARDS, COUPON, HOW_TO_PAY, MONTHLY, PAY_HERE, PLAN, SIZES, YEARLY
from coterie.cli.demo.shop_picture import cards_on_a_table
from coterie.cli.demo.stage import Person, Stage
from coterie.kit import qr
from coterie.market.domain.checkout import check_out
from coterie.market.domain.coupon import make_coupon
from coterie.market.domain.offer import OfferFacts, make_offer, open_offer
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.plan_terms import set_terms
from coterie.market.domain.till import set_till, set_till_picture
from coterie.market.domain.variant import add_variant, set_benefit
from coterie.market.enums import BenefitKind, OfferKind
from coterie.market.models import Offer, Order
from coterie.market.rules import MANUAL

SHOP_OPENS, PLANS_OPEN = 20, 30
"""Days of the story."""
SEEN_AFTER, LOOKED_BEFORE = timedelta(hours=3), timedelta(minutes=6)
POINT = 10
"""Minor units that a point pays."""


def open_shop(stage: Stage, at: datetime) -> None:
    """Say how one pays, and sell cards."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    set_till(how_to_pay=HOW_TO_PAY, points_worth=POINT, **facts)
    set_till_picture(picture=qr.png(PAY_HERE), **facts)
    offer = make_offer(kind=OfferKind.PRODUCT, **CARDS, **facts)
    set_offer_picture(offer=offer.pk, picture=cards_on_a_table(), actor=stage.owner, now=at)
    for name, size in zip(("pocket", "desk"), SIZES, strict=True):
        stage.goods[name] = add_variant(offer=offer.pk, actor=stage.owner, now=at, **size).pk
    open_offer(offer=offer.pk, actor=stage.owner, now=at)
    make_coupon(code=COUPON, percent=10, most_each=2, **facts)


def sell_plans(stage: Stage, at: datetime) -> None:
    """Sell a seat in the VIP group, by the month or by the year."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    offer = make_offer(community=stage.community.pk, kind=OfferKind.PLAN, **PLAN, **facts)
    for name, title, price, period in (("month", "A month", MONTHLY, "months"), ("year", "A year", YEARLY, "years")):
        stage.goods[name] = add_variant(offer=offer.pk, name=title, price=price, **facts).pk
        set_terms(variant=stage.goods[name], period=period, trial_days=7, pause_days=14, **facts)
    set_benefit(offer=offer.pk, kind=BenefitKind.GROUP, target=stage.groups["vip"].pk, **facts)
    open_offer(offer=offer.pk, **facts)


def on_sale(stage: Stage, kind: OfferKind, words: OfferFacts, price: int, at: datetime) -> Offer:
    """Write an offer with one price, and put it up for sale."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    offer = make_offer(community=stage.community.pk, kind=kind, **words, **facts)
    add_variant(offer=offer.pk, price=price, **facts)
    return open_offer(offer=offer.pk, **facts)


def buy(stage: Stage, person: Person, wanted: dict[int, int], at: datetime, **facts: Any) -> Order:
    """Let a person look and order, and say how they pay: by transfer, unless another way is among the facts."""
    known: dict[str, Any] = {"way": MANUAL, "channel": person.channel, **facts}
    order = check_out(community=stage.community.pk, wanted=wanted, **known, actor=person.actor, now=at)
    look_at(stage, person, order.lines.order_by("pk")[0].variant.offer_id, at - LOOKED_BEFORE)
    return order


def see_money(stage: Stage, order: Order, at: datetime) -> None:
    """Let the owner see the transfer of an order."""
    asked = order.payments.get()
    evidence = f"Transfer {order.number[:4].upper()}"
    confirm_payment(payment=asked.pk, evidence=evidence, actor=stage.owner, now=at)


def bought(stage: Stage, person: Person, wanted: dict[int, int], at: datetime, **facts: Any) -> Order:
    """Let a person order; the money is seen in the evening."""
    order = buy(stage, person, wanted, at, **facts)
    if order.amount:
        see_money(stage, order, at + SEEN_AFTER)
    return order
