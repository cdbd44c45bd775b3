"""Which scopes the operations on held friends need."""

SEE, PEOPLE = ("see_console",), ("see_members",)
HERE = "/communities/{slug}/risk"

RISK: dict[str, tuple[str, ...]] = {
    f"get {HERE}/holds": PEOPLE,
    f"get {HERE}/holds/{{key}}": PEOPLE,
    f"post {HERE}/words": ("edit_campaigns",),
    f"get {HERE}/rules": SEE,
    f"put {HERE}/rules": ("edit_campaigns",),
    f"put {HERE}/weights": ("edit_campaigns",),
    f"get {HERE}/report": SEE,
}
