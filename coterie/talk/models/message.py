from django.db import models

from coterie.kit.ids import new_key
from coterie.talk.enums import MessageKind

LONGEST = 4_000
"""Signs of a message."""


class Message(models.Model):
    """What a member said in a group; a deleted one keeps its place and, for appeals, its words."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=LONGEST, blank=True)
    mentions = models.JSONField(default=list)
    """Who is named where: [[begin, end, member], ...] in signs of `text`."""
    hanging = models.PositiveSmallIntegerField(default=0)
    reply_to = models.ForeignKey("talk.Message", on_delete=models.SET_NULL, null=True, related_name="replies")
    root = models.ForeignKey(
        "talk.Message", on_delete=models.SET_NULL, null=True, related_name="thread", db_index=False
    )
    """Where the thread began: the message that is answered first of all."""
    kind = models.CharField(max_length=8, choices=MessageKind, default=MessageKind.TALK, db_default="", blank=True)
    accepted = models.ForeignKey("talk.Message", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    """The answer that settled a question."""
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by_staff = models.BooleanField(default=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - NULL is "not given"; "" would collide
    """The sender's own mark of this message: the same mark again is the same message."""
    source_ref = models.CharField(max_length=120, null=True)  # noqa: DJ001 - NULL is "not imported"

    class Meta:
        db_table = "talk_messages"
        constraints = (
            models.UniqueConstraint(
                fields=["group", "source_ref"],
                condition=models.Q(source_ref__isnull=False),
                name="talk_messages_once_per_ref",
            ),
            models.UniqueConstraint(
                fields=["member", "nonce"], condition=models.Q(nonce__isnull=False), name="talk_messages_once_per_nonce"
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(hanging__gt=0), name="talk_messages_say_something"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True) | models.Q(kind=MessageKind.QUESTION),
                name="talk_messages_answer_of_question",
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_by_staff=False) | models.Q(deleted_at__isnull=False),
                name="talk_messages_deleted_when",
            ),
        )
        indexes = (
            models.Index(fields=["group", "-posted_at", "-id"], name="talk_messages_page"),
            models.Index(
                fields=["root", "posted_at", "id"],
                condition=models.Q(root__isnull=False),
                name="talk_messages_thread",
            ),
            models.Index(
                fields=["group", "-posted_at"],
                condition=models.Q(kind=MessageKind.QUESTION),
                name="talk_messages_questions",
            ),
        )
