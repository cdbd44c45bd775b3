"""Which scopes the operations need by which services are booked for a time."""

SEE, EDIT = ("see_console",), ("edit_offers", "see_console")
ALL = "/communities/{slug}/offers/{key}/times"

TIMES: dict[str, tuple[str, ...]] = {
    f"get {ALL}": SEE,
    f"post {ALL}": EDIT,
    f"post {ALL}/patterns": EDIT,
    f"put {ALL}/{{time}}": EDIT,
    f"delete {ALL}/{{time}}": EDIT,
    f"put {ALL}/{{time}}/cancellation": EDIT,
    f"get {ALL}/{{time}}/bookings": ("see_console", "see_review"),
    "put /communities/{slug}/offers/{key}/bookings/{booking}": ("edit_offers", "see_console", "see_review"),
}
