"""Which scopes the operations need by which partners are given what they sell with."""

TEXTS = "/communities/{slug}/partner-texts"
PARTNER_KIT: dict[str, tuple[str, ...]] = {
    f"get {TEXTS}": ("see_members",),
    f"post {TEXTS}": ("edit_partners",),
    f"put {TEXTS}/{{key}}": ("edit_partners", "see_members"),
    f"delete {TEXTS}/{{key}}": ("edit_partners", "see_members"),
}
