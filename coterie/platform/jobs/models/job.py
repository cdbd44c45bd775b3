"""Work for later."""

from django.db import models
from django.db.models import Q

from coterie.kit.ids import new_key
from coterie.platform.jobs.enums import JobState


class Job(models.Model):
    """One call of a task: what to call, when, and how it went."""

    id = models.BigAutoField(primary_key=True)
    key = models.TextField(unique=True, default=new_key)
    task = models.TextField()
    queue = models.TextField(default="default")
    priority = models.SmallIntegerField(default=0)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    state = models.TextField(choices=[(state.value, state.value) for state in JobState], default=JobState.READY.value)
    run_after = models.DateTimeField()
    unique_key = models.TextField(null=True)  # noqa: DJ001 - nulls are not equal, empty texts are
    slot = models.TextField(null=True)  # noqa: DJ001 - the same
    attempts = models.SmallIntegerField(default=0)
    tries = models.SmallIntegerField()
    holder = models.TextField(default="", blank=True)
    holders = models.JSONField(default=list)
    lease_until = models.DateTimeField(null=True)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    errors = models.JSONField(default=list)

    class Meta:
        """Workers ask for the next ready one, and for leases that ran out."""

        db_table = "jobs"
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"], condition=Q(state=JobState.READY.value), name="job_waits_once_per_key"
            ),
            models.UniqueConstraint(fields=["slot"], name="job_once_per_slot"),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_after", "id"], condition=Q(state=JobState.READY.value), name="jobs_ready"
            ),
            models.Index(fields=["unique_key"], condition=Q(state=JobState.RUNNING.value), name="jobs_running"),
            models.Index(fields=["state", "finished_at"], name="jobs_finished"),
        ]
