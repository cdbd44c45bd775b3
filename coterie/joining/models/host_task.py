"""What a code asks its hosts to do."""

from django.db import models

from coterie.joining.enums import HostTaskKind
from coterie.kit.ids import new_key


class HostTask(models.Model):
    """One thing for a host, open until it is done; the same thing is asked for once."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    """The slot's number; 0: the whole code."""
    kind = models.CharField(max_length=12, choices=HostTaskKind)
    about = models.CharField(max_length=40)
    """What makes it another one: the seats that there are, or the end of the picture."""
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who did it; nobody when the reason went away by itself."""

    class Meta:
        db_table = "joining_host_tasks"
        constraints = (
            models.UniqueConstraint(fields=["code", "number", "kind", "about"], name="joining_host_task_once"),
        )
        indexes = (models.Index(fields=["code"], condition=models.Q(done_at=None), name="joining_host_tasks_open"),)

    def __str__(self) -> str:
        return f"{self.kind} at {self.code_id}"
