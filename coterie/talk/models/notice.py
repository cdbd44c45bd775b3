from django.db import models

from coterie.talk.enums import Why


class Notice(models.Model):
    """A message that is meant for one member in particular."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="notices", db_index=False)
    why = models.CharField(max_length=8, choices=Why)
    at = models.DateTimeField()

    class Meta:
        db_table = "talk_notices"
        constraints = (
            models.UniqueConstraint(fields=["message", "member"], name="talk_notices_once"),
            models.CheckConstraint(condition=models.Q(why__in=Why.values), name="talk_notices_known"),
        )
        indexes = (models.Index(fields=["member", "-at", "-id"], name="talk_notices_of_member"),)
