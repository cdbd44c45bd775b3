"""Which scopes the operations of plans need."""

PLANS: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/plans": ("see_review",),
    "get /communities/{slug}/plans/forecast": ("see_review",),
    "get /communities/{slug}/plan-terms": ("see_console",),
    "put /communities/{slug}/plan-terms/{key}": ("see_console", "edit_offers"),
}
