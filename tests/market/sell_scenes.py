"""What the permission matrix puts on the stage for who sells."""

from collections.abc import Callable, Mapping
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from coterie.market.domain.coupon import make_coupon
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.domain.till import set_till_picture
from coterie.market.domain.variant import set_benefit
from coterie.market.models import Coupon, Order, Variant
from tests.cast import Cast
from tests.market.bundles import a_bundle
from tests.market.stall import on_sale
from tests.talk.speech import PNG

Words = Mapping[str, object]


def a_pen(cast: Cast) -> Variant:
    """Put pens up for sale."""
    number = Variant.objects.count() + 1
    return on_sale(cast, f"pen-{number}", left=99)


def with_offer(scene: Any) -> Words:
    """Put pens up for sale."""
    row = a_pen(scene.cast)
    return {"key": row.offer.key, "variant": row.key}


def a_starter(cast: Cast) -> Variant:
    """Put two pens and another up for sale as one."""
    number = Variant.objects.count() + 1
    return a_bundle(cast, (a_pen(cast), 2), (a_pen(cast), 1), slug=f"set-{number}")


def with_bundle(scene: Any) -> Words:
    """Put a bundle up for sale; another pen can come into it."""
    row, pen = a_starter(scene.cast), a_pen(scene.cast)
    return {"key": row.offer.key, "variant": row.key, "bundle": row.key, "part": pen.key}


def with_part(scene: Any) -> Words:
    """Put a bundle up for sale; a pen of it is named."""
    row = a_starter(scene.cast)
    named = {"key": row.offer.key, "variant": row.key, "bundle": row.key}
    return {**named, "part": row.parts.order_by("pk")[0].variant.key}


def pen_beside(scene: Any) -> Words:
    """Name a pen that can come into a bundle."""
    return {"part": a_pen(scene.cast).key, "quantity": "2"}


def with_picture(scene: Any) -> Words:
    """Show a picture of the pens."""
    row = a_pen(scene.cast)
    alice = scene.cast.actor("alice")
    shown = set_offer_picture(offer=row.offer_id, picture=PNG, actor=alice, now=now())
    return {"key": shown.key, "picture": shown.picture}


def with_benefit(scene: Any) -> Words:
    """Let pens open the basic group."""
    row, cast = a_pen(scene.cast), scene.cast
    alice = cast.actor("alice")
    made = set_benefit(offer=row.offer_id, kind="group", target=cast.group.pk, actor=alice, now=now())
    return {"key": row.offer.key, "number": made.pk, "group": cast.group.key}


def an_order(cast: Cast) -> Order:
    """Let dan order a pen."""
    return place_order(community=cast.table.pk, wanted={a_pen(cast).pk: 1}, actor=cast.actor("dan"), now=now())


def with_order(scene: Any) -> Words:
    """Let dan order a pen."""
    return {"key": an_order(scene.cast).key}


def paid(cast: Cast) -> Order:
    """Let dan pay a pen."""
    row, facts = an_order(cast), {"actor": cast.actor("alice"), "now": now()}
    asked = ask_payment(order=row.pk, provider="stripe", **facts)
    take_payment(payment=asked.pk, amount=row.amount, external=asked.key, **facts)
    return row


def with_paid(scene: Any) -> Words:
    """Let dan pay a pen."""
    row = paid(scene.cast)
    return {"key": row.key}


def with_refund(scene: Any) -> Words:
    """Give dan's money back, which the provider has still to do."""
    row = paid(scene.cast)
    made = refund_order(order=row.pk, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key, "refund": made.key}


def a_coupon(cast: Cast) -> Coupon:
    """Write a coupon."""
    number = Coupon.objects.count() + 1
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
    return make_coupon(code=f"SPRING{number}", percent=10, **facts)


def with_coupon(scene: Any) -> Words:
    """Write a coupon."""
    return {"key": a_coupon(scene.cast).key}


def with_qr(scene: Any) -> Words:
    """Show a picture that is scanned to pay."""
    set_till_picture(community=scene.cast.table.pk, picture=PNG, actor=scene.cast.actor("alice"), now=now())
    return {}


def buying(scene: Any) -> dict[str, object]:
    """Return what dan orders."""
    return {"member": scene.cast.members["dan"].key, "lines": [{"variant": a_pen(scene.cast).key}]}


ROWS: dict[str, Callable[[Cast], object]] = {"offers": a_pen, "orders": an_order, "coupons": a_coupon}
