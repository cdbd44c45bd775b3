"""Redeem codes that were made together."""

from django.db import models

from coterie.kit.ids import new_key


class RedeemBatch(models.Model):
    """So many codes for one occasion; voided together."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=60)
    made = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_redeem_batches"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="joining_redeem_batch_titled"),
            models.CheckConstraint(condition=models.Q(made__gte=1), name="joining_redeem_batch_made"),
        )

    def __str__(self) -> str:
        return self.title
