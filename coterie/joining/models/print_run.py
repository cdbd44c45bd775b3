"""Many posters in one go."""

from django.conf import settings
from django.db import models

from coterie.joining.enums import PosterDesign, PosterForm, PrintedFor
from coterie.kit.ids import new_key


class PrintRun(models.Model):
    """One poster for each member or each live code; drawn part by part, and handed over as a ZIP."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    printed_for = models.CharField(max_length=8, choices=PrintedFor)
    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, null=True, related_name="+")
    """What members' posters lead to; codes lead to themselves."""
    design = models.CharField(max_length=8, choices=PosterDesign)
    form = models.CharField(max_length=4, choices=PosterForm)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    headline = models.CharField(max_length=80)
    line = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    """The last member or code whose poster is drawn."""
    until = models.BigIntegerField()
    """The last one there was at the start."""
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_print_runs"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(printed_for="members", code__isnull=False)
                | models.Q(printed_for="codes", code=None),
                name="joining_print_run_leads",
            ),
        )
        indexes = (models.Index(fields=["community", "-id"], name="joining_print_runs_list"),)

    def __str__(self) -> str:
        return f"{self.printed_for} {self.done}/{self.total}"
