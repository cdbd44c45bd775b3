"""The append-only log."""

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Func


class WritingTransaction(Func):
    """The number of the writing transaction on PostgreSQL; 0 on SQLite, whose writers are serial anyway."""

    template = "0"
    arity = 0
    allowed_default = True
    output_field = models.BigIntegerField()

    def as_postgresql(self, *_: object, **__: object) -> tuple[str, tuple[()]]:
        """Return PostgreSQL's 64-bit transaction number, which never wraps; the migration makes the function."""
        return "event_tx()", ()


class LoggedEvent(models.Model):
    """One fact. Rows are never changed or deleted: triggers in the database refuse it."""

    id = models.BigAutoField(primary_key=True)
    tx = models.BigIntegerField(db_default=WritingTransaction(), editable=False)
    at = models.DateTimeField()
    kind = models.TextField()
    community = models.BigIntegerField(null=True)
    actor = models.BigIntegerField(null=True)
    subject = models.BigIntegerField(null=True)
    visitor = models.BigIntegerField(null=True)
    member = models.BigIntegerField(null=True)
    group = models.BigIntegerField(null=True)
    campaign = models.BigIntegerField(null=True)
    channel = models.BigIntegerField(null=True)
    code = models.BigIntegerField(null=True)
    order = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        """Named for the people who query it."""

        db_table = "events"
        indexes = [
            models.Index(fields=["community", "id"], name="events_community"),
            models.Index(fields=["kind", "id"], name="events_kind"),
            # Empty on SQLite, where the order is that of the ids.
            models.Index(fields=["tx", "id"], name="events_order", condition=Q(tx__gt=0)),
        ]

    def __str__(self) -> str:
        """Name the fact in one line."""
        return f"{self.id} {self.kind}"
