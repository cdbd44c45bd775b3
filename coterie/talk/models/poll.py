from django.db import models


class Poll(models.Model):
    """The choices of a message that asks for them; everybody sees the count, nobody sees who chose what."""

    message = models.OneToOneField("talk.Message", on_delete=models.CASCADE, related_name="poll")
    options = models.JSONField()
    """What can be chosen, in the order in which it is shown."""
    most = models.PositiveSmallIntegerField(default=1)
    """How many of them one may choose."""
    open_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "talk_polls"
        constraints = (models.CheckConstraint(condition=models.Q(most__gte=1), name="talk_polls_one_at_least"),)


class Choice(models.Model):
    """One option that one member chose."""

    poll = models.ForeignKey("talk.Poll", on_delete=models.CASCADE, related_name="choices", db_index=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    option = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "talk_choices"
        constraints = (models.UniqueConstraint(fields=["poll", "member", "option"], name="talk_choices_once"),)
