from django.db import models

from coterie.talk.enums import Emoji


class Reaction(models.Model):
    """One member's sign under a message."""

    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="reactions", db_index=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=8, choices=Emoji)
    at = models.DateTimeField()

    class Meta:
        db_table = "talk_reactions"
        constraints = (
            models.UniqueConstraint(fields=["message", "emoji", "member"], name="talk_reactions_once"),
            models.CheckConstraint(condition=models.Q(emoji__in=Emoji.values), name="talk_reactions_known"),
        )
