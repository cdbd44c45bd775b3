from django.db import models

from coterie.kit.ids import new_secret
from coterie.members.enums import Digest


class LetterWish(models.Model):
    """Which letters a member wants; without one, none but answers to what they did themselves."""

    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="letter_wish")
    digest = models.CharField(max_length=6, choices=Digest, blank=True, default=Digest.NEVER)
    calls = models.BooleanField(default=False)
    """Whether a rally may call them by letter."""
    pieces = models.BooleanField(default=False, db_default=False)
    """Whether what the community publishes comes by letter."""
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    """In the address that ends the letters; it is in each of them."""
    changed_at = models.DateTimeField()
    digested_at = models.DateTimeField()
    """Up to when a digest told of what happened."""
    due_at = models.DateTimeField(null=True)
    """When the next digest is written; NULL: never."""

    class Meta:
        db_table = "members_letter_wishes"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(digest="", due_at=None) | (~models.Q(digest="") & models.Q(due_at__isnull=False)),
                name="members_digest_due_when",
            ),
        )
        indexes = (models.Index(fields=["due_at"], name="members_digests_due"),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.digest}"
