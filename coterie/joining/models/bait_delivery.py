"""Who got a bait."""

from django.db import models

from coterie.kit.ids import new_key


class BaitDelivery(models.Model):
    """A bait in a member's hands; it stays there when the bait is put away, is out, or expires."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    bait = models.ForeignKey("joining.Bait", on_delete=models.CASCADE, related_name="deliveries")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    text = models.OneToOneField("joining.BaitText", on_delete=models.RESTRICT, null=True, related_name="+")
    """The text that is this member's alone."""
    at = models.DateTimeField()

    class Meta:
        db_table = "joining_bait_deliveries"
        constraints = (models.UniqueConstraint(fields=["bait", "member"], name="joining_bait_once_per_member"),)

    def __str__(self) -> str:
        return f"{self.bait_id} to {self.member_id}"
