from django.db import models


class Picture(models.Model):
    """A picture of a message; `file` is the key of a stored file."""

    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="pictures", db_index=False)
    position = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        db_table = "talk_pictures"
        constraints = (models.UniqueConstraint(fields=["message", "position"], name="talk_pictures_in_order"),)
        indexes = (models.Index(fields=["file"], name="talk_pictures_of_file"),)
