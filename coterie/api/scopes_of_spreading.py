"""Which scopes the operations need by which members bring friends."""

SEE, EDIT = ("see_console",), ("edit_campaigns", "see_console")
PEOPLE = ("see_members", "see_console")
ALL = "/communities/{slug}/campaigns"
ONE, REWARDS = f"{ALL}/{{key}}", "/communities/{slug}/campaign-rewards"

SPREAD: dict[str, tuple[str, ...]] = {
    f"get {ALL}": SEE,
    f"post {ALL}": EDIT,
    f"get {ONE}": SEE,
    f"get {ONE}/measures": SEE,
    f"get {ONE}/plan": SEE,
    f"put {ONE}/plan": EDIT,
    f"put {ONE}": EDIT,
    f"put {ONE}/state": EDIT,
    f"post {ONE}/copies": EDIT,
    f"get {ONE}/participants": PEOPLE,
    f"get {ONE}/participants/{{participant}}/friends": PEOPLE,
    f"get {ONE}/teams": PEOPLE,
    f"put {ONE}/friends/{{member}}/review": ("edit_campaigns", *PEOPLE),
    f"get {REWARDS}": ("see_members",),
    f"put {REWARDS}/{{key}}/state": ("edit_campaigns", "see_members"),
}
