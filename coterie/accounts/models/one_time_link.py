from django.db import models


class OneTimeLink(models.Model):
    """A link that signs one person in, once; of its secret only the digest is kept."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_one_time_links"
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="accounts_link_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="accounts_link_expires_later"
            ),
        )

    def __str__(self) -> str:
        return f"link {self.pk}"
