"""What has been tried lately."""

from django.db import models


class Spent(models.Model):
    """How far ahead of its pace somebody is: the moment (seconds since 1970) at which nothing is spent any more."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    who = models.BigIntegerField()
    even_at = models.FloatField()

    class Meta:
        """One row for each limit and key."""

        db_table = "limits"
        constraints = [models.UniqueConstraint(fields=["name", "who"], name="limits_once")]
        indexes = [models.Index(fields=["even_at"], name="limits_even")]
