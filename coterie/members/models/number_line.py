from django.db import models


class NumberLine(models.Model):
    """The last member number that a community gave; its row lock orders joiners."""

    community = models.OneToOneField(
        "communities.Community", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "members_number_lines"

    def __str__(self) -> str:
        return str(self.last)
