"""The seller's pages in the permission matrix."""

from coterie.communities.enums import Permission
from tests.market import sell_scenes as scenes
from tests.web.matrix import Row, staff

SEE, EDIT, REVIEW = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_OFFERS), staff(Permission.SEE_REVIEW)
OFFER = {"kind": "course", "title": "Course", "slug": "course"}
COUPON = {"code": "EARLY", "percent": "10", "on": "on"}

SELL: dict[str, Row] = {
    "console:earn": Row(REVIEW, named=scenes.with_order),
    "console:orders_csv": Row(REVIEW, named=scenes.with_order),
    "console:new_order": Row(EDIT, named=scenes.with_offer),
    "console:order": Row(REVIEW, named=scenes.with_refund),
    "console:order_payment": Row(EDIT, "post", {"evidence": "Transfer 7"}, named=scenes.with_order),
    "console:order_end": Row(EDIT, "post", named=scenes.with_order),
    "console:order_refund": Row(EDIT, "post", {"whole": "1"}, named=scenes.with_paid),
    "console:refund_state": Row(EDIT, "post", named=scenes.with_refund),
    "console:offers": Row(SEE, named=scenes.with_offer),
    "console:new_offer": Row(EDIT, "post", OFFER),
    "console:offer": Row(EDIT, named=scenes.with_benefit),
    "console:offer_state": Row(EDIT, "post", named=scenes.with_offer),
    "console:offer_copy": Row(EDIT, "post", {"slug": "pen-copy"}, named=scenes.with_offer),
    "console:offer_picture": Row(EDIT, "post", named=scenes.with_picture),
    "console:offer_image": Row(SEE, named=scenes.with_picture),
    "console:new_variant": Row(EDIT, "post", {"name": "Blue", "price": "12.50"}, named=scenes.with_offer),
    "console:variant": Row(EDIT, named=scenes.with_offer),
    "console:parts": Row(EDIT, "post", scenes.pen_beside, named=scenes.with_bundle),
    "console:part_removal": Row(EDIT, "post", named=scenes.with_part),
    "console:benefits": Row(EDIT, "post", {"group": "none"}, named=scenes.with_offer),
    "console:benefit_removal": Row(EDIT, "post", named=scenes.with_benefit),
    "console:coupons": Row(SEE, named=scenes.with_coupon),
    "console:coupons_csv": Row(REVIEW, named=scenes.with_coupon),
    "console:new_coupon": Row(EDIT, "post", COUPON),
    "console:coupon": Row(EDIT, named=scenes.with_coupon),
    "console:till": Row(EDIT),
    "console:till_picture": Row(EDIT, "post", named=scenes.with_qr),
    "console:till_image": Row(SEE, named=scenes.with_qr),
}
