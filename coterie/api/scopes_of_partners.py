"""Which scopes the operations need by which members sell what is offered."""

COUNT, PAY = ("see_review",), ("pay_partners", "see_review")
ALL = "/communities/{slug}/partners"
ONE, PROGRAMME, BATCHES = (
    f"{ALL}/{{key}}",
    "/communities/{slug}/partner-programme",
    "/communities/{slug}/payout-batches",
)

PARTNERS: dict[str, tuple[str, ...]] = {
    f"get {ALL}": ("see_members",),
    f"get {ONE}": ("edit_partners", "see_members"),
    f"get {ONE}/earnings": ("edit_partners", "see_members"),
    f"put {ONE}/state": ("edit_partners", "see_members"),
    f"put {ONE}/earnings/{{earning}}/state": ("edit_partners",),
    f"get {PROGRAMME}": ("see_members",),
    f"post {PROGRAMME}/terms": ("edit_partners",),
    f"put {PROGRAMME}/state": ("edit_partners",),
    f"get {BATCHES}": COUNT,
    f"post {BATCHES}": PAY,
    f"get {BATCHES}/{{key}}": COUNT,
    f"get {BATCHES}/{{key}}/payouts": PAY,
    f"post {BATCHES}/{{key}}/sending": PAY,
    f"put {BATCHES}/{{key}}/payouts/{{payout}}/state": PAY,
    f"post {BATCHES}/{{key}}/payouts/{{payout}}/recall": PAY,
}
