"""A member's first week."""

from django.db import models


class Newcomer(models.Model):
    """Who joined while newcomers were received; what they did of the steps and of the first week's tasks."""

    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("joining.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField()
    done = models.JSONField(default=dict)
    """Step -> when it was done, or "" when it was skipped; written by the member's own steps alone."""
    deeds = models.JSONField(default=dict)
    """Deed -> how often; with `tasks` written by the receiver alone."""
    tasks = models.JSONField(default=dict)
    """Task of the first week, by its kind -> when it was done."""

    class Meta:
        db_table = "joining_newcomers"
        indexes = (models.Index(fields=["community", "-joined_at"], name="joining_newcomers_latest"),)

    def __str__(self) -> str:
        return f"newcomer {self.member_id}"
