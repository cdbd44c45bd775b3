"""Which scopes the operations need by which the law is read and chosen."""

LAW: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/policy": ("see_console",),
    "put /communities/{slug}/policy": ("edit_campaigns", "see_console"),
}
