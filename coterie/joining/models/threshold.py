"""What a visitor does to enter."""

from django.db import models

from coterie.joining.enums import AfterTries, StepKind


class Threshold(models.Model):
    """One step at the door of a community, or of one code when `code` is given."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=StepKind)
    order = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    """The operator's own words above the step."""
    pass_mark = models.PositiveSmallIntegerField(null=True)
    """How many answers must be right; empty: all that have a right answer."""
    tries = models.PositiveSmallIntegerField(null=True)
    """How often answers may be handed in; empty: as often as one likes."""
    after_tries = models.CharField(max_length=8, choices=AfterTries, default=AfterTries.CLOSED)
    per_order = models.PositiveSmallIntegerField(default=1)
    """How many people one order lets in."""
    offer = models.BigIntegerField(null=True)
    """The number of the offer that is bought, or whose plan runs; offers belong to the market."""
    retired_at = models.DateTimeField(null=True)
    """Since when nobody is asked; what was passed before stays."""

    class Meta:
        db_table = "joining_thresholds"
        constraints = (
            models.UniqueConstraint(
                fields=["community", "kind"], condition=models.Q(code=None), name="joining_step_once"
            ),
            models.UniqueConstraint(
                fields=["code", "kind"], condition=~models.Q(code=None), name="joining_step_once_per_code"
            ),
            models.CheckConstraint(condition=models.Q(tries=None) | models.Q(tries__gte=1), name="joining_step_tries"),
            models.CheckConstraint(condition=models.Q(per_order__gte=1), name="joining_step_per_order"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def tested(self) -> bool:
        """Whether answers are graded as a whole and tries are counted."""
        return self.kind == StepKind.QUESTIONS and (self.pass_mark is not None or self.tries is not None)
