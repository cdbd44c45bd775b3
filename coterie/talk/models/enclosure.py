from django.db import models


class Enclosure(models.Model):
    """A file or a recording of a message; `file` is the key of a stored file."""

    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="enclosures", db_index=False)
    position = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    """As its sender called it; a recording has none."""
    size = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField(null=True)
    """Of a recording."""

    class Meta:
        db_table = "talk_enclosures"
        constraints = (models.UniqueConstraint(fields=["message", "position"], name="talk_enclosures_in_order"),)
        indexes = (models.Index(fields=["file"], name="talk_enclosures_of_file"),)

    def __str__(self) -> str:
        return self.name or self.file
