"""Which scopes the operations need by which money comes in."""

ORDER = ("edit_offers", "see_review")
STATEMENTS = "/communities/{slug}/statements"

PROVIDERS: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/providers": ("edit_providers",),
    "put /communities/{slug}/providers/{provider}": ("edit_providers",),
    "get /communities/{slug}/payment-notices": ("see_review",),
    "put /communities/{slug}/orders/{key}/refunds/{refund}/asking": ORDER,
    f"get {STATEMENTS}": ("see_review",),
    f"post {STATEMENTS}": ORDER,
    f"get {STATEMENTS}/{{key}}": ("see_review",),
    f"get {STATEMENTS}/{{key}}/lines": ("see_review",),
    f"put {STATEMENTS}/{{key}}/fees": ORDER,
}
