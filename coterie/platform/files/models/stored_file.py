"""Uploaded files."""

from django.db import models

from coterie.kit.ids import new_key


class StoredFile(models.Model):
    """A file that we made from what somebody uploaded; its bytes lie in the data folder under its key."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True, default=new_key)
    community = models.BigIntegerField(null=True)
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        """By community, for export and erasure."""

        db_table = "stored_files"
        indexes = [models.Index(fields=["community", "id"], name="stored_files_community")]
