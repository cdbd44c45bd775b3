from django.db import models


class Membership(models.Model):
    """A member's seat in a group, from joining to leaving; coming back opens a new row."""

    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "groups_memberships"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "member"], condition=models.Q(left_at=None), name="groups_one_seat_each"
            ),
        )
        indexes = (models.Index(fields=["member", "left_at"], name="groups_of_member"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"
