"""Which scopes the operations need by which companies of partners are read and decided."""

DEALS: dict[str, tuple[str, ...]] = {
    "get /communities/{slug}/partner-deals": ("edit_partners",),
    "put /communities/{slug}/partner-deals/{key}/state": ("edit_partners",),
}
