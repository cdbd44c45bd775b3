"""What of the API does what the pages of projects do."""

ALL = "/communities/{slug}/projects"
ONE = f"{ALL}/{{key}}"

PROJECTS: dict[str, tuple[str, ...] | str] = {
    "console:projects": (f"get {ALL}",),
    "console:new_project": (f"post {ALL}",),
    "console:project": (f"get {ONE}", f"get {ONE}/updates"),
    "console:project_facts": (f"patch {ONE}",),
    "console:project_state": (f"put {ONE}/state",),
    "console:project_stretch": (f"put {ONE}/stretch",),
    "console:project_update": (f"post {ONE}/updates",),
    "console:new_tier": (f"post {ONE}/tiers",),
    "console:project_tier": (f"patch {ONE}/tiers/{{tier}}",),
    "console:backers": (f"get {ONE}/pledges",),
    "console:backers_csv": "is a list or a table again, as a file",
    "console:backer_payment": (f"put {ONE}/pledges/{{pledge}}/payment",),
    "console:backer_refund": (f"delete {ONE}/pledges/{{pledge}}",),
    "project": "is for browsers and for machines that read the web",
    "project_card": "is for browsers and for machines that read the web",
    "project_picture": "is for browsers and for machines that read the web",
    "console:project_picture": (f"post {ONE}/picture", f"delete {ONE}/picture"),
    "console:project_image": "is the picture that the public page shows",
}
