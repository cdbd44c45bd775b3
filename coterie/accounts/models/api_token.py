from django.db import models

from coterie.kit.ids import new_key


class ApiToken(models.Model):
    """A program's right to act for an account, within scopes; of its secret only the digest is kept."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12, default=new_key, editable=False)
    """The part of the secret that may be seen: it names the token in lists and finds it."""
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    """Kept to the minute."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_api_tokens"
        constraints = (
            models.UniqueConstraint(fields=["prefix"], name="accounts_token_prefix_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_token_named"),
        )
        indexes = (models.Index(fields=["account", "-id"], name="accounts_tokens_of"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"
