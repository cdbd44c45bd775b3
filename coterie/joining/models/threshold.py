"""What a visitor does to enter."""

from django.db import models

from coterie.joining.enums import StepKind


class Threshold(models.Model):
    """One step at the door of a community, or of one code when `code` is given."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=StepKind)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "joining_thresholds"
        constraints = (
            models.UniqueConstraint(
                fields=["community", "kind"], condition=models.Q(code=None), name="joining_step_once"
            ),
            models.UniqueConstraint(
                fields=["code", "kind"], condition=~models.Q(code=None), name="joining_step_once_per_code"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
