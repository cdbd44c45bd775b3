"""What a channel cost."""

from django.db import models

from coterie.kit.ids import new_key


class ChannelCost(models.Model):
    """Money spent on a channel, or on one of its placements, over some days; spread evenly over them.

    An entry is never changed: a wrong one is withdrawn and stays readable.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    channel = models.ForeignKey("joining.Channel", on_delete=models.CASCADE, related_name="costs")
    placement = models.ForeignKey("joining.Placement", on_delete=models.CASCADE, null=True, related_name="costs")
    amount = models.BigIntegerField()
    """Minor units of the currency."""
    currency = models.CharField(max_length=3)
    first_day = models.DateField()
    last_day = models.DateField()
    """Days of the community's calendar, both included."""
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_channel_costs"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="joining_cost_costs"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="joining_cost_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
