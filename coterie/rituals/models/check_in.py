"""Who takes part in a challenge, and what they showed."""

from django.db import models

from coterie.kit.ids import new_key


class Enrolment(models.Model):
    """A member in a challenge; their day begins at midnight of the zone in which they joined it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    challenge = models.ForeignKey("rituals.Challenge", on_delete=models.CASCADE, related_name="enrolments")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=40)
    reminds = models.BooleanField(default=False)
    """By mail, at the hour at which they usually check in."""
    reminded_on = models.DateField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_enrolments"
        constraints = (models.UniqueConstraint(fields=["challenge", "member"], name="rituals_enrolled_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.challenge_id}"


class CheckIn(models.Model):
    """What a member showed for one day."""

    enrolment = models.ForeignKey("rituals.Enrolment", on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField()
    at = models.DateTimeField()
    text = models.CharField(max_length=500, blank=True)
    number = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    picture = models.CharField(max_length=64, blank=True)
    """Key of a stored file."""
    made_up = models.BooleanField(default=False)
    """By a card, on a later day."""

    class Meta:
        db_table = "rituals_check_ins"
        constraints = (models.UniqueConstraint(fields=["enrolment", "on"], name="rituals_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.enrolment_id} on {self.on}"
