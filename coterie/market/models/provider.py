"""A community's accounts with payment providers, and what these told."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import Happening, NoticeOutcome, NoticeWhy


class ProviderAccount(models.Model):
    """That a community is paid through a provider."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=12)
    sealed = models.BinaryField()
    """The credentials, closed with the install's secret."""
    is_on = models.BooleanField(default=False)
    """Whether buyers can choose it; notices and refunds go on without."""
    changed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    """When the provider last understood us, or we it."""
    trouble = models.CharField(max_length=300, blank=True)
    """What the provider said last, where it refused since."""

    class Meta:
        db_table = "market_accounts"
        constraints = (models.UniqueConstraint(fields=["community", "provider"], name="market_account_once"),)

    def __str__(self) -> str:
        return f"{self.provider} of {self.community_id}"


class ProviderNotice(models.Model):
    """What a provider told, once for each event of an account; or what came in its name and was refused."""

    account = models.ForeignKey("market.ProviderAccount", on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Happening, blank=True)
    payment = models.ForeignKey("market.Payment", on_delete=models.PROTECT, null=True, related_name="notices")
    named = models.CharField(max_length=255, blank=True)
    """Our key of the payment, as it was told."""
    external = models.CharField(max_length=255, blank=True)
    refund = models.CharField(max_length=255, blank=True)
    amount = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    fee = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    told_at = models.DateTimeField()
    """When it happened, as it was told."""
    outcome = models.CharField(max_length=9, choices=NoticeOutcome)
    why = models.CharField(max_length=10, choices=NoticeWhy, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """Of what was sent; empty when we asked."""
    times = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "market_notices"
        constraints = (models.UniqueConstraint(fields=["account", "event"], name="market_notice_once"),)
        indexes = (
            models.Index(fields=["account", "-received_at"], name="market_notices_list"),
            models.Index(
                fields=["account", "named"], name="market_notices_open",
                condition=models.Q(outcome__in=["waiting", "unknown"]),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"
