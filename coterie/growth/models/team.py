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
    """What was last told of it; by that alone nothing is given, only a hint on Today counts it."""
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


class TeamWord(models.Model):
    """That somebody is to hear, once, that a team in which they were missed its time; and that they heard it."""

    team = models.ForeignKey("growth.Team", on_delete=models.CASCADE, related_name="words", db_index=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    """Not by night."""
    given_at = models.DateTimeField(null=True)
    letter = models.BooleanField(default=False)
    """Whether they had a letter; without one they read it on the first page and in the digest."""

    class Meta:
        db_table = "growth_team_words"
        constraints = (
            models.UniqueConstraint(fields=["team", "member"], name="growth_team_word_once"),
            models.CheckConstraint(
                condition=models.Q(letter=False) | models.Q(given_at__isnull=False), name="growth_team_word_given"
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], name="growth_team_words_due", condition=models.Q(given_at=None)),
            models.Index(fields=["member", "given_at"], name="growth_team_words_of"),
        )

    def __str__(self) -> str:
        return f"{self.member_id}, {self.team_id}"
