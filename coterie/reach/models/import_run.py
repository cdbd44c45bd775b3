from django.db import models

from coterie.kit.ids import new_key


class ImportRun(models.Model):
    """One file taken in: who began it, and what it brought; a run that broke off has no end."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey("groups.Group", on_delete=models.SET_NULL, null=True, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    file = models.CharField(max_length=200)
    """The name of the file, without folders."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True)

    class Meta:
        db_table = "reach_import_runs"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(report__isnull=False),
                name="reach_import_run_ended_with_report",
            ),
        )
        indexes = (models.Index(fields=["community", "-id"], name="reach_import_runs_list"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.file}"
