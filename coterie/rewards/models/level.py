"""Levels, and who stands where."""

from django.db import models


class Level(models.Model):
    """A level: its title, from how many points on, and what it brings."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=30)
    from_points = models.PositiveIntegerField()
    perks = models.CharField(max_length=300, blank=True)
    """What it brings, in words."""
    badge = models.ForeignKey("members.Badge", on_delete=models.SET_NULL, null=True, related_name="+")
    """The badge that comes with it."""

    class Meta:
        db_table = "rewards_levels"
        constraints = (
            models.UniqueConstraint(fields=["community", "number"], name="rewards_level_once"),
            models.UniqueConstraint(fields=["community", "from_points"], name="rewards_level_apart"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="rewards_level_numbered"),
            models.CheckConstraint(condition=~models.Q(title=""), name="rewards_level_titled"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Rank(models.Model):
    """Where a member stands: what counts of their awards, and the level it makes. A reading of the awards, kept."""

    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveBigIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    """Since when at this level."""

    class Meta:
        db_table = "rewards_ranks"
        indexes = (models.Index(fields=["community", "-score"], name="rewards_ranks_of"),)

    def __str__(self) -> str:
        return f"{self.member_id} at {self.level}"
