"""By which tagged link a visitor came."""

from django.db import models

from coterie.joining.enums import Turn


class Touch(models.Model):
    """The tags of the first or the last link by which a visitor came to a community; nothing that names a person."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, db_index=False, related_name="+")
    visitor = models.BigIntegerField()
    turn = models.CharField(max_length=5, choices=Turn)
    code = models.ForeignKey("joining.LiveCode", on_delete=models.SET_NULL, null=True, related_name="+")
    """The tracking code in the link, if there was one."""
    source = models.CharField(max_length=60, blank=True)
    medium = models.CharField(max_length=60, blank=True)
    campaign = models.CharField(max_length=60, blank=True)
    content = models.CharField(max_length=60, blank=True)
    term = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "joining_touches"
        constraints = (models.UniqueConstraint(fields=["community", "visitor", "turn"], name="joining_touch_once"),)

    def __str__(self) -> str:
        return f"{self.turn} {self.source}"
