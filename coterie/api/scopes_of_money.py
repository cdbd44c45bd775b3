"""Which scopes the operations need that show and steer what is earned."""

MONEY: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/ledger/accounts": ("see_review",),
    "get /communities/{slug}/ledger/movements": ("see_review",),
    "get /communities/{slug}/ledger/entries": ("see_review",),
    "get /communities/{slug}/ledger/entries/{number}": ("see_review",),
    "get /communities/{slug}/profit": ("see_console", "see_review"),
    "get /communities/{slug}/profit/{line}": ("see_review",),
    "get /communities/{slug}/scenes-sold": ("see_review",),
    "get /communities/{slug}/offer-looks": ("see_review",),
    "get /communities/{slug}/ladders": ("see_review",),
    "post /communities/{slug}/ladders": ("edit_offers", "see_console"),
    "get /communities/{slug}/ladders/{key}": ("see_review",),
    "put /communities/{slug}/ladders/{key}": ("edit_offers", "see_console", "see_review"),
    "put /communities/{slug}/ladders/{key}/state": ("edit_offers", "see_review"),
}
