"""Teams that were founded in a campaign."""

from django.db import models

from coterie.growth.enums import TeamStanding
from coterie.kit.ids import new_key


class Team(models.Model):
    """That somebody founded a team: a fact, never changed. Who is in it, and whether it is complete, the fold says."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    founder = models.ForeignKey("growth.Participant", on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=40, blank=True)
    founded_at = models.DateTimeField()
    told = models.CharField(max_length=8, choices=TeamStanding, default=TeamStanding.OPEN)
    """What was last told of it: told, and never counted by."""
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "growth_teams"
        constraints = (
            models.UniqueConstraint(fields=["founder", "founded_at"], name="growth_team_once"),
            models.CheckConstraint(
                condition=models.Q(told="open") | models.Q(told_at__isnull=False), name="growth_team_told_when"
            ),
        )
        indexes = (models.Index(fields=["founder"], name="growth_teams_open", condition=models.Q(told="open")),)

    def __str__(self) -> str:
        return self.name or self.key
