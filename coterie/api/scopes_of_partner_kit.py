"""Which scopes the operations need by which partners are given what they sell with."""

TEXTS = "/communities/{slug}/partner-texts"
BOUNTIES, WORKS = "/communities/{slug}/partner-bounties", "/communities/{slug}/partner-works"
COUPONS = "/communities/{slug}/partner-programme/coupons"
PARTNER_KIT: dict[str, tuple[str, ...]] = {
    f"get {BOUNTIES}": ("edit_partners",),
    f"post {BOUNTIES}": ("edit_partners",),
    f"post {BOUNTIES}/{{key}}/closing": ("edit_partners",),
    f"get {WORKS}": ("edit_partners",),
    f"put {WORKS}/{{key}}/state": ("edit_partners",),
    f"get {WORKS}/{{key}}/files/{{file}}": ("edit_partners",),
    f"get {COUPONS}": ("see_members",),
    f"put {COUPONS}": ("edit_partners",),
    f"get {TEXTS}": ("see_members",),
    f"post {TEXTS}": ("edit_partners",),
    f"put {TEXTS}/{{key}}": ("edit_partners", "see_members"),
    f"delete {TEXTS}/{{key}}": ("edit_partners", "see_members"),
}
