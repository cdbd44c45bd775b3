"""What many pay for together."""

from django.db import models

from coterie.market.enums import ProjectKind, ProjectState


class Project(models.Model):
    """An offer that many pay for together: title, words and address are its offer's, which no other page shows."""

    offer = models.OneToOneField("market.Offer", on_delete=models.CASCADE, related_name="project")
    kind = models.CharField(max_length=14, choices=ProjectKind)
    goal = models.BigIntegerField()
    """In minor units of the community's currency."""
    ends_at = models.DateTimeField()
    fix_days = models.PositiveSmallIntegerField(default=0)
    """For so many days after the end, pledges that wait for their money can still be paid."""
    ends_when_reached = models.BooleanField(default=False)
    """Whether it ends as soon as the goal is reached; said on the page."""
    gathering = models.BigIntegerField(null=True)
    """The number of the gathering whose cost is shared."""
    state = models.CharField(max_length=9, choices=ProjectState, default=ProjectState.DRAFT)
    decided_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When all its money was where it belongs: with the project, or back with the backers."""

    class Meta:
        db_table = "market_projects"
        constraints = (
            models.CheckConstraint(condition=models.Q(goal__gte=1), name="market_project_goal"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "running"]) | models.Q(decided_at__isnull=False),
                name="market_project_decided_when",
            ),
        )
        indexes = (models.Index(fields=["state", "ends_at"], name="market_projects_due"),)

    def __str__(self) -> str:
        return f"project {self.offer_id}"


class Tier(models.Model):
    """One way to back a project: name, price and stock are its variant's."""

    project = models.ForeignKey("market.Project", on_delete=models.CASCADE, related_name="tiers")
    variant = models.OneToOneField("market.Variant", on_delete=models.CASCADE, related_name="tier")
    text = models.CharField(max_length=600, blank=True)
    """What one gets."""

    class Meta:
        db_table = "market_tiers"

    def __str__(self) -> str:
        return f"tier {self.variant_id}"


class Stretch(models.Model):
    """What more there is when more comes together than the goal."""

    project = models.ForeignKey("market.Project", on_delete=models.CASCADE, related_name="stretches")
    amount = models.BigIntegerField()
    text = models.CharField(max_length=200)
    reached_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_stretches"
        constraints = (models.UniqueConstraint(fields=["project", "amount"], name="market_stretch_once"),)
        ordering = ("amount",)

    def __str__(self) -> str:
        return f"{self.amount}: {self.text}"


class ProjectUpdate(models.Model):
    """How it goes on, told to everybody, and by letter to backers who want letters."""

    project = models.ForeignKey("market.Project", on_delete=models.CASCADE, related_name="updates")
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        db_table = "market_updates"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.title
