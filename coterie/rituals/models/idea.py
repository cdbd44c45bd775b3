"""Topics that members propose."""

from django.db import models

from coterie.kit.ids import new_key


class Idea(models.Model):
    """A topic for one of the next times of a ritual; the one with most votes is taken."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    ritual = models.ForeignKey("rituals.Ritual", on_delete=models.CASCADE, related_name="ideas")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    occurrence = models.ForeignKey("rituals.Occurrence", on_delete=models.SET_NULL, null=True, related_name="+")
    """For which time it was taken."""

    class Meta:
        db_table = "rituals_ideas"
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="rituals_idea_said"),)
        indexes = (models.Index(fields=["ritual", "occurrence"], name="rituals_ideas_open"),)

    def __str__(self) -> str:
        return self.text


class IdeaVote(models.Model):
    """A member would like this topic."""

    idea = models.ForeignKey("rituals.Idea", on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "rituals_idea_votes"
        constraints = (models.UniqueConstraint(fields=["idea", "member"], name="rituals_vote_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} for {self.idea_id}"
