"""The pages of who buys in the permission matrix."""

from tests.market import scenes
from tests.web.matrix import Row, members, only_dan, public, seated, signed_in

BUYER: dict[str, Row] = {
    "offer": Row(public, named=scenes.with_offer),
    "offer_card": Row(public, named=scenes.with_offer),
    "offer_picture": Row(public, named=scenes.with_picture),
    "checkout": Row(signed_in, named=scenes.with_offer),
    "checkout_sum": Row(signed_in, "post", named=scenes.with_offer),
    "join_shop": Row(public, "post", words={"kind": "payment"}),
    "gift": Row(signed_in, named=scenes.with_offer),
    "member:offers": Row(seated, named=scenes.with_offer),
    "member:orders": Row(members, named=scenes.with_order),
    "member:order": Row(only_dan, named=scenes.with_order),
    "member:order_payment": Row(only_dan, "post", {"way": "manual"}, named=scenes.with_order),
    "member:order_wechat": Row(only_dan, named=scenes.with_order),
    "member:order_cancellation": Row(only_dan, "post", named=scenes.with_order),
    "member:receipt": Row(only_dan, named=scenes.with_receipt),
    "member:receipt_document": Row(only_dan, named=scenes.with_receipt),
}
