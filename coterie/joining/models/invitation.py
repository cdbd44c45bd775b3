"""A personal way in."""

from django.db import models

from coterie.kit.ids import new_key


class Invitation(models.Model):
    """A link that an operator gives to somebody: so many people, until then, unless it is revoked."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    invited = models.CharField(max_length=60)
    """Who it is for, in the operator's words."""
    most = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_invitations"
        constraints = (
            models.CheckConstraint(condition=~models.Q(invited=""), name="joining_invitation_named"),
            models.CheckConstraint(
                condition=models.Q(most__gte=1, used__lte=models.F("most")), name="joining_invitation_within"
            ),
        )

    def __str__(self) -> str:
        return self.invited
