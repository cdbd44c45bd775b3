"""Which law a community's campaigns obey."""

from django.db import models


class PolicyChoice(models.Model):
    """The policy pack that a community chose; without a row the one where its currency is at home holds."""

    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    pack = models.CharField(max_length=8)
    version = models.CharField(max_length=12)
    """The version that was read when it was chosen; what holds is always the newest one."""
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "growth_policy_choices"

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
