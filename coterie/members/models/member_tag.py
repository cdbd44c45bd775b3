from django.db import models


class MemberTag(models.Model):
    """A tag on a member."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="member_tags")
    tag = models.ForeignKey("members.Tag", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        db_table = "members_member_tags"
        constraints = (models.UniqueConstraint(fields=["member", "tag"], name="members_tagged_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.tag_id}"
