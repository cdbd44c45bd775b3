"""The seller's operations in the permission matrix."""

from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.communities.enums import Permission
from tests.api.matrix import COMMUNITY, Row
from tests.market import sell_scenes as scenes
from tests.talk.speech import PNG
from tests.web.matrix import staff

SEE, EDIT, REVIEW = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_OFFERS), staff(Permission.SEE_REVIEW)
OFFER, ORDER = f"{COMMUNITY}/offers/{{key}}", f"{COMMUNITY}/orders/{{key}}"
WORDS = {"title": "Course", "slug": "course"}


def shot() -> dict[str, object]:
    """Return a form with a picture."""
    return {"picture": SimpleUploadedFile("qr.png", PNG)}


SELL: dict[str, Row] = {
    f"get {COMMUNITY}/offers": Row(SEE),
    f"post {COMMUNITY}/offers": Row(EDIT, {**WORDS, "kind": "course"}),
    f"get {OFFER}": Row(SEE, before=scenes.with_offer),
    f"put {OFFER}": Row(EDIT, WORDS, scenes.with_offer),
    f"put {OFFER}/state": Row(EDIT, {"state": "closed"}, scenes.with_offer),
    f"post {OFFER}/copies": Row(EDIT, {"slug": "pen-copy"}, scenes.with_offer),
    f"post {OFFER}/picture": Row(EDIT, before=scenes.with_offer, form=shot),
    f"delete {OFFER}/picture": Row(EDIT, before=scenes.with_picture),
    f"post {OFFER}/variants": Row(EDIT, {"name": "Blue", "price": 1250}, scenes.with_offer),
    f"put {OFFER}/variants/{{variant}}": Row(EDIT, {"price": 900, "more": 2}, scenes.with_offer),
    f"put {COMMUNITY}/bundles/{{bundle}}/parts/{{part}}": Row(EDIT, {"quantity": 2}, scenes.with_bundle),
    f"delete {COMMUNITY}/bundles/{{bundle}}/parts/{{part}}": Row(EDIT, before=scenes.with_part),
    f"put {OFFER}/benefits/{{group}}": Row(EDIT, {"days": 30}, scenes.with_benefit),
    f"delete {OFFER}/benefits/{{group}}": Row(EDIT, before=scenes.with_benefit),
    f"post {COMMUNITY}/orders": Row(EDIT, scenes.buying),
    f"get {ORDER}": Row(REVIEW, before=scenes.with_refund),
    f"put {ORDER}/payment": Row(EDIT, {"evidence": "Transfer 7"}, scenes.with_order),
    f"put {ORDER}/cancellation": Row(EDIT, before=scenes.with_order),
    f"post {ORDER}/refunds": Row(EDIT, {"parts": [{"line": 1, "amount": 400, "pieces": 1}]}, scenes.with_paid),
    f"put {ORDER}/refunds/{{refund}}": Row(EDIT, before=scenes.with_refund),
    f"get {COMMUNITY}/coupons": Row(SEE),
    f"post {COMMUNITY}/coupons": Row(EDIT, {"code": "EARLY", "percent": 10}),
    f"put {COMMUNITY}/coupons/{{key}}": Row(EDIT, {"percent": 20}, scenes.with_coupon),
    f"get {COMMUNITY}/coupon-uses": Row(REVIEW),
    f"get {COMMUNITY}/till": Row(SEE),
    f"put {COMMUNITY}/till": Row(EDIT, {"points_worth": 10, "how_to_pay": "Transfer to 123."}),
    f"post {COMMUNITY}/till/picture": Row(EDIT, form=shot),
    f"delete {COMMUNITY}/till/picture": Row(EDIT, before=scenes.with_qr),
}
