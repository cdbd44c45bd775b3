"""What was answered to whoever asked with a key."""

from django.db import models


class KeptAnswer(models.Model):
    """A key and, once there is one, its answer. `mark` stands for what was asked."""

    id = models.BigAutoField(primary_key=True)
    owner = models.TextField()
    """Whose key it is: two owners may think of the same one."""
    key = models.TextField()
    mark = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    holder = models.TextField(blank=True)
    """Which process is at it, where the key was taken in a transaction of its own."""
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        """One answer for each key of an owner."""

        db_table = "kept_answers"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="kept_answers_once")]
        indexes = [models.Index(fields=["begun_at"], name="kept_answers_by_age")]
