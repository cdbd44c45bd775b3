"""What was good in a session."""

from django.db import models


class Mark(models.Model):
    """A contribution that somebody marked as good; a host's mark counts three times."""

    occurrence = models.ForeignKey("rituals.Occurrence", on_delete=models.CASCADE, related_name="marks")
    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    """Who marked."""
    by_host = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "rituals_marks"
        constraints = (models.UniqueConstraint(fields=["message", "member"], name="rituals_mark_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} on {self.message_id}"
