"""The referral ledger."""

from django.db import models

from coterie.growth.enums import Medium, RecordKind


class ReferralRecord(models.Model):
    """A line of the referral ledger: what happened to a friend. Only added to; `rules/referral.py` reads it."""

    campaign = models.ForeignKey("growth.Campaign", on_delete=models.CASCADE, related_name="records", db_index=False)
    kind = models.CharField(max_length=9, choices=RecordKind)
    at = models.DateTimeField()
    event = models.BigIntegerField(null=True)
    """The event of the log that told it."""
    visitor = models.BigIntegerField(null=True)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    participant = models.ForeignKey(
        "growth.Participant", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    """Whose link was opened."""
    medium = models.CharField(max_length=6, choices=Medium, default=Medium.LINK)
    """Of a look: in what the link was passed on."""
    order = models.BigIntegerField(null=True)
    again = models.BooleanField(default=False)
    """Of a join: a member once before. Of a review: the friend may count."""
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who looked at it."""
    why = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "growth_records"
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "event"], condition=models.Q(event__isnull=False), name="growth_record_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "visitor", "participant"],
                condition=models.Q(kind="scanned"),
                name="growth_record_one_look",
            ),
            models.UniqueConstraint(
                fields=["campaign", "member", "kind", "at"],
                condition=models.Q(member__isnull=False, event=None),
                name="growth_record_told_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="scanned", visitor__isnull=False, participant__isnull=False)
                | (~models.Q(kind="scanned") & models.Q(member__isnull=False)),
                name="growth_record_of_whom",
            ),
        )
        indexes = (
            models.Index(fields=["campaign", "participant"], name="growth_records_by"),
            models.Index(fields=["campaign", "visitor"], name="growth_records_from"),
            models.Index(fields=["member", "campaign"], name="growth_records_of"),
        )

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"
