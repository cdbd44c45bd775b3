"""How newcomers of a community are received."""

from typing import Any

from django.db import models

from coterie.joining.enums import Deed


def usual_path() -> list[dict[str, Any]]:
    """Return the first week as it is usually."""
    return [
        {"kind": Deed.SAY.value, "day": 1, "count": 1, "points": 5},
        {"kind": Deed.REACT.value, "day": 2, "count": 3, "points": 5},
        {"kind": Deed.REPLY.value, "day": 3, "count": 1, "points": 10},
        {"kind": Deed.RETURN.value, "day": 5, "count": 1, "points": 10},
    ]


class Onboarding(models.Model):
    """What newcomers are told and asked, and the small tasks of their first week; without a row nothing is asked."""

    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    on = models.BooleanField(default=True)
    welcome = models.CharField(max_length=500, blank=True)
    """Said to everybody whose channel has no welcome of its own; empty: the usual words."""
    asks_needs = models.BooleanField(default=True)
    check_questions = models.JSONField(default=list)
    """About the rules: [{"text", "choices", "right" (a place among the choices), "why"}, ...]."""
    check_needed = models.BooleanField(default=False)
    prompts = models.JSONField(default=list)
    """What the card asks; none: there is no card."""
    path = models.JSONField(default=usual_path)
    """The first week: [{"kind" (`Deed`), "day", "count", "points"}, ...]."""
    answer_minutes = models.PositiveSmallIntegerField(default=10)
    """After so long a newcomer's message without an answer is shown to hosts."""

    class Meta:
        db_table = "joining_onboardings"
        constraints = (models.CheckConstraint(condition=models.Q(answer_minutes__gte=1), name="joining_answers_later"),)

    def __str__(self) -> str:
        return f"onboarding of {self.community_id}"
