"""What the permission matrix puts on the stage for who buys."""

from collections.abc import Mapping
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.checkout import check_out
from coterie.market.domain.offer import edit_offer
from coterie.market.domain.paying import confirm_payment
from coterie.market.models import Order, Variant
from coterie.platform.files.storing import store_picture
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.talk.speech import PNG

Words = Mapping[str, object]


def for_sale(cast: Cast) -> Variant:
    """Put a pen up for sale, once."""
    return Variant.objects.filter(left__gte=50).first() or on_sale(cast, left=99)


def bought(cast: Cast, who: str = "dan", **facts: Any) -> Order:
    """Let somebody check out with a pen."""
    usual = {"community": cast.table.pk, "way": "manual", "actor": cast.actor(who), "now": now()}
    return check_out(wanted={for_sale(cast).pk: 1}, **{**usual, **facts})


def paid(cast: Cast, row: Order) -> Order:
    """Let the owner see the money."""
    [asked] = row.payments.all()
    confirm_payment(payment=asked.pk, evidence="Transfer 7", actor=cast.actor("alice"), now=now())
    row.refresh_from_db()
    return row


def with_offer(scene: Any) -> Words:
    """Name an offer that everybody sees."""
    return {"offer": for_sale(scene.cast).offer.slug}


def with_picture(scene: Any) -> Words:
    """Give the offer a picture."""
    row, stored = for_sale(scene.cast), store_picture(PNG, community=scene.cast.table.pk, now=NOW)
    edit_offer(offer=row.offer_id, picture=stored.key, actor=scene.cast.actor("alice"), now=NOW)
    return {"offer": row.offer.slug, "picture": stored.key}


def with_order(scene: Any) -> Words:
    """Name dan's order."""
    return {"key": bought(scene.cast).key}


def with_receipt(scene: Any) -> Words:
    """Name dan's order, which is paid."""
    return {"key": paid(scene.cast, bought(scene.cast)).key}
