from django.db import models


class Canvas(models.Model):
    """What the community is for: three elements, three questions, and for whom."""

    community = models.OneToOneField(
        "communities.Community", on_delete=models.CASCADE, primary_key=True, related_name="canvas"
    )
    attribute = models.CharField(max_length=300, blank=True)
    goal = models.CharField(max_length=300, blank=True)
    own_rules = models.CharField(max_length=300, blank=True)
    what_kind = models.CharField(max_length=300, blank=True)
    why_together = models.CharField(max_length=300, blank=True)
    what_together = models.CharField(max_length=300, blank=True)
    types = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    portrait = models.JSONField(default=dict)
    """The target portrait: {"who", "age_from", "age_to", "place", "interests"}; only filled keys are kept."""

    target = models.JSONField(default=dict)
    """The portrait in numbers: {"needs", "tags", "channels": {name: share of people}, "weekly": messages a week}."""

    class Meta:
        db_table = "communities_canvases"

    def __str__(self) -> str:
        return f"canvas {self.pk}"
