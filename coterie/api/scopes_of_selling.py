"""Which scopes the operations need by which a community sells."""

SEE, EDIT = ("see_console",), ("edit_offers", "see_console")
ORDER = ("edit_offers", "see_review")
OFFER, ONE = "/communities/{slug}/offers/{key}", "/communities/{slug}/orders/{key}"

SELL: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/offers": SEE,
    "post /communities/{slug}/offers": ("edit_offers",),
    f"get {OFFER}": SEE,
    f"put {OFFER}": EDIT,
    f"put {OFFER}/state": EDIT,
    f"post {OFFER}/copies": EDIT,
    f"post {OFFER}/picture": EDIT,
    f"delete {OFFER}/picture": EDIT,
    f"post {OFFER}/variants": EDIT,
    f"put {OFFER}/variants/{{variant}}": EDIT,
    "put /communities/{slug}/bundles/{bundle}/parts/{part}": EDIT,
    "delete /communities/{slug}/bundles/{bundle}/parts/{part}": EDIT,
    f"put {OFFER}/variants/{{variant}}/team-terms": EDIT,
    f"delete {OFFER}/variants/{{variant}}/team-terms": EDIT,
    "get /communities/{slug}/teams": ("see_review",),
    "get /open-communities/{community}/offers/{offer}/teams/{team}": ("read_member",),
    f"put {OFFER}/benefits/{{group}}": EDIT,
    f"delete {OFFER}/benefits/{{group}}": EDIT,
    "post /communities/{slug}/orders": ORDER,
    f"get {ONE}": ("see_review",),
    f"put {ONE}/payment": ORDER,
    f"put {ONE}/cancellation": ORDER,
    f"post {ONE}/refunds": ORDER,
    f"put {ONE}/refunds/{{refund}}": ORDER,
    "get /communities/{slug}/coupons": SEE,
    "post /communities/{slug}/coupons": EDIT,
    "put /communities/{slug}/coupons/{key}": EDIT,
    "get /communities/{slug}/coupon-uses": ("see_review",),
    "get /communities/{slug}/till": SEE,
    "put /communities/{slug}/till": ("edit_offers",),
    "post /communities/{slug}/till/picture": ("edit_offers",),
    "delete /communities/{slug}/till/picture": ("edit_offers",),
}
