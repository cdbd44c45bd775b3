"""What a visitor answered."""

from django.db import models


class Answer(models.Model):
    """One person's answer; it stays in this table and never goes into events."""

    question = models.ForeignKey("joining.Question", on_delete=models.CASCADE, related_name="+")
    visitor = models.BigIntegerField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+")
    """Who it was, once joined."""
    said_to = models.CharField(max_length=200, default="")
    """The question in the words in which it was asked."""
    value = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        db_table = "joining_answers"
        constraints = (models.UniqueConstraint(fields=["question", "visitor"], name="joining_answer_once"),)

    def __str__(self) -> str:
        return f"{self.visitor} to {self.question_id}"
