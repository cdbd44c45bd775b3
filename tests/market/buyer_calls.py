"""The operations of who buys in the permission matrix."""

from typing import Any

from coterie.market.queries.gifts import gifts_of
from tests.api.matrix import OWN, Row
from tests.market import scenes
from tests.web.matrix import members, only_dan, signed_in

OPEN = "/open-communities/{community}/offers"


def a_pen(scene: Any) -> dict[str, object]:
    """Return an order of a pen."""
    return {"lines": [{"variant": scenes.for_sale(scene.cast).key, "quantity": 1}]}


def a_code(scene: Any) -> dict[str, object]:
    """Return the code of a gift that dan bought."""
    row = scenes.paid(scene.cast, scenes.bought(scene.cast, is_gift=True))
    return {"offer": "pen", "code": gifts_of(row)[0].code}


def shown(scene: Any) -> dict[str, object]:
    """Name an offer where `offer` stands."""
    return {"offer": scenes.for_sale(scene.cast).offer.slug}


BUYER: dict[str, Row] = {
    f"get {OPEN}": Row(signed_in),
    f"get {OPEN}/{{offer}}": Row(signed_in, before=shown),
    f"get {OWN}/orders": Row(members),
    f"post {OWN}/orders": Row(members, a_pen),
    f"post {OWN}/orders/cost": Row(members, a_pen),
    f"get {OWN}/orders/{{key}}": Row(only_dan, before=scenes.with_order),
    f"put {OWN}/orders/{{key}}/payment": Row(only_dan, {"way": "manual"}, scenes.with_order),
    f"put {OWN}/orders/{{key}}/cancellation": Row(only_dan, before=scenes.with_order),
    f"get {OWN}/orders/{{key}}/receipt": Row(only_dan, before=scenes.with_receipt),
    f"post {OWN}/gifts": Row(members, a_code),
}
