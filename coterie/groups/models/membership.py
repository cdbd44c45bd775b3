from django.db import models

from coterie.groups.enums import Notify


class Membership(models.Model):
    """A member's seat in a group, from joining to leaving; coming back opens a new row."""

    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    """What was said until then, its holder has seen; never goes back."""
    notify = models.CharField(max_length=8, choices=Notify, default=Notify.ALL, db_default=Notify.ALL.value)

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
