"""What recurs."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import MissedPolicy, RitualKind, Rule


class Ritual(models.Model):
    """Something that people expect: what it is, when it recurs, in which groups, and who holds it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=RitualKind)
    title = models.CharField(max_length=80)
    brief = models.TextField(max_length=2000, blank=True)
    groups = models.ManyToManyField("groups.Group", related_name="+", db_table="rituals_groups")
    rule = models.CharField(max_length=8, choices=Rule)
    first_on = models.DateField()
    until = models.DateField(null=True)
    weekdays = models.JSONField(default=list)
    """0 is Monday."""
    every = models.PositiveSmallIntegerField(default=1)
    after = models.PositiveSmallIntegerField(default=0)
    """Days after a group or a member began; the first day is day 1."""
    at = models.TimeField()
    """By the community's clock."""
    minutes = models.PositiveSmallIntegerField(default=30)
    hosts = models.JSONField(default=list)
    """Members who hold it in turn."""
    announce_hours = models.PositiveSmallIntegerField(default=24)
    """Hours ahead; 0: it is not announced."""
    remind_minutes = models.PositiveSmallIntegerField(default=15)
    missed = models.CharField(max_length=8, choices=MissedPolicy, default=MissedPolicy.LATE)
    checklist = models.JSONField(default=list)
    """The run of the show: [{"minute": from the beginning, "text"}], in this order."""
    created_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_named"),
            models.CheckConstraint(condition=models.Q(minutes__gte=5, minutes__lte=1440), name="rituals_last"),
            models.CheckConstraint(condition=models.Q(every__gte=1, every__lte=12), name="rituals_every"),
        )
        indexes = (models.Index(fields=["community", "archived_at"], name="rituals_in_use"),)

    def __str__(self) -> str:
        return self.title
