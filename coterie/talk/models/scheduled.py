from django.db import models

from coterie.kit.ids import new_key
from coterie.talk.models.message import LONGEST


class Scheduled(models.Model):
    """A message that says itself later; once said it is that message, or it tells why it could not be said."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=LONGEST)
    send_at = models.DateTimeField()
    announces = models.BooleanField(default=False)
    """Whether it becomes the announcement of the group."""
    message = models.OneToOneField("talk.Message", on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "talk_scheduled"
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="talk_scheduled_say_something"),)
        indexes = (
            models.Index(fields=["send_at"], condition=models.Q(done_at__isnull=True), name="talk_scheduled_due"),
        )
