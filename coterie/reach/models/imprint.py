from django.db import models


class Imprint(models.Model):
    """The mark of one imported fact that leaves no row of its own to be known by, such as a notice of joining."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=40)

    class Meta:
        db_table = "reach_imprints"
        constraints = (models.UniqueConstraint(fields=["community", "mark"], name="reach_imprint_once"),)

    def __str__(self) -> str:
        return self.mark
