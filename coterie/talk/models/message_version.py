from django.db import models


class MessageVersion(models.Model):
    """What a message said before an edit."""

    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        db_table = "talk_message_versions"
        ordering = ("id",)
