from django.db import models


class Follow(models.Model):
    """A member who follows a profile of the community."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="follows")
    profile = models.ForeignKey("communities.Profile", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        db_table = "members_follows"
        constraints = (models.UniqueConstraint(fields=["member", "profile"], name="members_follow_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.profile_id}"
