"""What was asked and nobody had an answer for."""

from django.db import models

from coterie.kit.ids import new_key


class UnknownWord(models.Model):
    """A text without an answer, once per community however it was written, and how often it came; kept for 90 days."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=80)
    """As it is compared."""
    said = models.CharField(max_length=80)
    """As it was written the last time."""
    channel = models.ForeignKey("joining.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "joining_unknown_words"
        constraints = (
            models.UniqueConstraint(fields=["community", "text"], name="joining_unknown_word_once"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="joining_unknown_word_counted"),
        )
        indexes = (models.Index(fields=["last_at"], name="joining_unknown_words_old"),)

    def __str__(self) -> str:
        return self.said
