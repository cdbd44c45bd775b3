"""What a campaign was expected to do."""

from django.db import models


class CampaignPlan(models.Model):
    """The numbers with which a campaign was forecast; kept as they were once it has begun."""

    campaign = models.OneToOneField("growth.Campaign", on_delete=models.CASCADE, related_name="plan")
    numbers = models.JSONField()
    """As the campaign's file would say them, amounts in the currency's main unit."""
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "growth_plans"

    def __str__(self) -> str:
        return f"the plan of {self.campaign_id}"
