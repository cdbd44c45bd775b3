"""Whose customer somebody is."""

from django.db import models

from coterie.partners.enums import How


class Look(models.Model):
    """That a browser came by a partner's link, the first time and the last."""

    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="looks")
    visitor = models.BigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "partners_looks"
        constraints = (models.UniqueConstraint(fields=["partner", "visitor"], name="partners_look_once"),)
        indexes = (models.Index(fields=["visitor"], name="partners_looks_of"),)

    def __str__(self) -> str:
        return f"{self.visitor} at {self.partner_id}"


class Binding(models.Model):
    """That a member is a partner's customer, from when on; those that ended are kept."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="bindings")
    how = models.CharField(max_length=4, choices=How)
    began_at = models.DateTimeField()
    locked_until = models.DateTimeField()
    """Before that no other partner takes the customer over."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "partners_bindings"
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_at=None), name="partners_binding_one_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=["member", "began_at"], name="partners_bindings_of"),
            models.Index(fields=["partner", "began_at"], name="partners_bindings_to"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} of {self.partner_id}"
