from django.db import models

from coterie.communities.enums import Accent, State


class Community(models.Model):
    """The tenant: everything else belongs to one community."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    slogan = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    timezone = models.CharField(max_length=40, default="UTC")
    currency = models.CharField(max_length=3, default="CNY")
    language = models.CharField(max_length=10, default="en")
    accent = models.CharField(max_length=8, choices=Accent, default=Accent.RED)
    logo = models.CharField(max_length=64, blank=True)
    """Key of a stored picture; without one the first letter of the name stands on the seal."""

    number_pattern = models.CharField(max_length=20, default="No.#")
    """How member numbers are written: the run of # is the number with at least as many digits."""

    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_anyway_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "communities"
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="communities_named"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(opened_at__isnull=False), name="communities_opened_when"
            ),
        )

    def __str__(self) -> str:
        return self.name
