from django.db import models


class Tag(models.Model):
    """A word that operators put on members."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)

    class Meta:
        db_table = "members_tags"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="members_tag_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="members_tag_named"),
        )

    def __str__(self) -> str:
        return self.name
