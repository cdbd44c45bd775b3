"""Which scopes the operations of projects need."""

ALL = "/communities/{slug}/projects"
ONE = f"{ALL}/{{key}}"
SEE, EDIT = ("see_console",), ("edit_offers", "see_console")
MONEY = ("edit_offers", "see_console", "see_review")

FUND: dict[str, tuple[str, ...]] = {
    f"get {ALL}": SEE,
    f"post {ALL}": EDIT,
    f"get {ONE}": SEE,
    f"patch {ONE}": EDIT,
    f"put {ONE}/state": EDIT,
    f"put {ONE}/stretch": EDIT,
    f"post {ONE}/picture": EDIT,
    f"delete {ONE}/picture": EDIT,
    f"post {ONE}/tiers": EDIT,
    f"patch {ONE}/tiers/{{tier}}": EDIT,
    f"get {ONE}/updates": SEE,
    f"post {ONE}/updates": EDIT,
    f"get {ONE}/pledges": ("see_review", "see_console"),
    f"put {ONE}/pledges/{{pledge}}/payment": MONEY,
    f"delete {ONE}/pledges/{{pledge}}": MONEY,
}
