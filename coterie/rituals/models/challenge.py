"""A daily check-in over some weeks."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import Proof


class Challenge(models.Model):
    """What members of a group do each day, and how they show it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    brief = models.TextField(max_length=2000, blank=True)
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.TEXT)
    unit = models.CharField(max_length=15, blank=True)
    """Of a number: kg, pages, km."""
    first_on = models.DateField()
    last_on = models.DateField()
    cards = models.PositiveSmallIntegerField(default=2)
    """Missed days that everybody may make up for."""
    needed = models.PositiveSmallIntegerField(default=80)
    """Per cent of the days that pass."""
    says = models.BooleanField(default=True)
    """A check-in is said in the group."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_challenges"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_challenge_named"),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="rituals_challenge_forward"
            ),
            models.CheckConstraint(condition=models.Q(needed__gte=1, needed__lte=100), name="rituals_challenge_needed"),
        )
        indexes = (models.Index(fields=["group", "archived_at"], name="rituals_challenges_of_group"),)

    def __str__(self) -> str:
        return self.title


class ChallengePause(models.Model):
    """Days that nobody must check in on: an outage, a holiday. They break no streak."""

    challenge = models.ForeignKey("rituals.Challenge", on_delete=models.CASCADE, related_name="pauses")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "rituals_challenge_pauses"
        constraints = (
            models.CheckConstraint(condition=models.Q(last_on__gte=models.F("first_on")), name="rituals_pause_forward"),
        )

    def __str__(self) -> str:
        return f"{self.first_on} to {self.last_on}"
