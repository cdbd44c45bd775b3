"""What a visitor is asked."""

from django.db import models

from coterie.joining.enums import QuestionKind
from coterie.kit.ids import new_key


class Question(models.Model):
    """One question of a threshold; one that is not asked any more keeps its answers."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    threshold = models.ForeignKey("joining.Threshold", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=QuestionKind, default=QuestionKind.TEXT)
    choices = models.JSONField(default=list)
    required = models.BooleanField(default=True)
    right = models.JSONField(default=list)
    """The answers that count as right; none: every answer does."""
    tags = models.JSONField(default=dict)
    """The tag that a choice gives a member, by choice."""
    order = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_questions"
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="joining_question_said"),)

    def __str__(self) -> str:
        return self.text
