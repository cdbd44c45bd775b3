"""What somebody is answered who says a certain word."""

from django.db import models

from coterie.joining.enums import Match
from coterie.kit.ids import new_key, new_version


class Reply(models.Model):
    """An answer and the words that call for it; it may show a live code and promise a bait."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=list)
    """As operators wrote them; any of them calls for the answer."""
    match = models.CharField(max_length=8, choices=Match, default=Match.EXACT)
    channel = models.ForeignKey("joining.Channel", on_delete=models.CASCADE, null=True, related_name="+")
    """Only for those who ask there; None: everywhere."""
    text = models.CharField(max_length=1000, blank=True)
    code = models.ForeignKey("joining.LiveCode", on_delete=models.SET_NULL, null=True, related_name="+")
    bait = models.ForeignKey("joining.Bait", on_delete=models.SET_NULL, null=True, related_name="+")
    """Theirs once they have joined."""
    order = models.PositiveSmallIntegerField(default=100)
    """Among replies that fit alike the lower one answers."""
    answered = models.PositiveBigIntegerField(default=0)
    """How often it answered."""
    created_at = models.DateTimeField()
    version = models.BigIntegerField(default=new_version)
    """Another one after each change; whoever keeps replies in memory compares their sum."""
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_replies"
        constraints = (models.CheckConstraint(condition=~models.Q(words=[]), name="joining_reply_has_words"),)
        indexes = (models.Index(fields=["community", "archived_at"], name="joining_replies_in_use"),)

    def __str__(self) -> str:
        return str(self.words)
