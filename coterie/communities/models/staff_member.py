from django.db import models

from coterie.communities.enums import Role


class StaffMember(models.Model):
    """One operator's role in one community; the row's life is the appointment."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="staff")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=Role)
    since = models.DateTimeField()

    class Meta:
        db_table = "communities_staff"
        constraints = (
            models.UniqueConstraint(fields=["community", "account"], name="communities_one_role_each"),
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(role="owner"), name="communities_one_owner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"
