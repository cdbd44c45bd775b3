"""The seed programme: members on whom a community counts."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.members.enums import Promotion, SeedState


class SeedMember(models.Model):
    """One member's way through the programme, from the invitation to its end; being invited again opens a new row."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="seeds")
    reasons = models.JSONField(default=list)
    """Why they were invited, in sentences as they stood then; the member reads them."""
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    """Since when they are in it: they said yes."""
    tag = models.CharField(max_length=40, blank=True)
    """The tag by which rallies call them, as it was put on."""
    promoted_at = models.DateTimeField(null=True)
    promoted_to = models.CharField(max_length=8, choices=Promotion, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "members_seeds"
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_at=None), name="members_seed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | models.Q(answered_at__isnull=False),
                name="members_seed_said_yes",
            ),
            models.CheckConstraint(
                condition=models.Q(promoted_at__isnull=True, promoted_to="")
                | (models.Q(promoted_at__isnull=False, since__isnull=False) & ~models.Q(promoted_to="")),
                name="members_seed_promoted_when",
            ),
        )
        indexes = (models.Index(fields=["community", "ended_at"], name="members_seeds_of"),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"

    @property
    def state(self) -> SeedState:
        """How they stand, as the dates say."""
        if self.ended_at is None:
            return SeedState.IN if self.since else SeedState.INVITED
        if self.since:
            return SeedState.ENDED
        return SeedState.DECLINED if self.answered_at else SeedState.WITHDRAWN
