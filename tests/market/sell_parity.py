"""What of the API does what the seller's pages do."""

C = "/communities/{slug}"
OFFER, ORDER = f"{C}/offers/{{key}}", f"{C}/orders/{{key}}"

SELL: dict[str, tuple[str, ...] | str] = {
    "console:new_order": (f"post {C}/orders",),
    "console:order": (f"get {ORDER}",),
    "console:order_payment": (f"put {ORDER}/payment",),
    "console:order_end": (f"put {ORDER}/cancellation",),
    "console:order_refund": (f"post {ORDER}/refunds",),
    "console:refund_state": (f"put {ORDER}/refunds/{{refund}}",),
    "console:offers": (f"get {C}/offers",),
    "console:new_offer": (f"post {C}/offers",),
    "console:offer": (f"get {OFFER}", f"put {OFFER}"),
    "console:offer_state": (f"put {OFFER}/state",),
    "console:offer_copy": (f"post {OFFER}/copies",),
    "console:offer_picture": (f"post {OFFER}/picture", f"delete {OFFER}/picture"),
    "console:offer_image": "is the picture that the public page shows",
    "console:new_variant": (f"post {OFFER}/variants",),
    "console:variant": (f"put {OFFER}/variants/{{variant}}",),
    "console:parts": (f"put {C}/bundles/{{bundle}}/parts/{{part}}",),
    "console:part_removal": (f"delete {C}/bundles/{{bundle}}/parts/{{part}}",),
    "console:benefits": (f"put {OFFER}/benefits/{{group}}",),
    "console:benefit_removal": (f"delete {OFFER}/benefits/{{group}}",),
    "console:coupons": (f"get {C}/coupons",),
    "console:coupons_csv": (f"get {C}/coupon-uses",),
    "console:new_coupon": (f"post {C}/coupons",),
    "console:coupon": (f"put {C}/coupons/{{key}}",),
    "console:till": (f"get {C}/till", f"put {C}/till"),
    "console:till_picture": (f"post {C}/till/picture", f"delete {C}/till/picture"),
    "console:till_image": "is the picture that buyers scan to pay",
}
