"""A product that some members try."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import TrialState


class Trial(models.Model):
    """A product, so many places to try it, and what is asked of who did."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    """Empty: for every member."""
    title = models.CharField(max_length=80)
    brief = models.TextField(max_length=2000, blank=True)
    places = models.PositiveIntegerField()
    apply_until = models.DateTimeField()
    feedback_until = models.DateTimeField()
    questions = models.JSONField(default=list)
    """What is asked afterwards, in this order."""
    drawn_by = models.CharField(max_length=32, blank=True)
    """The seed of the lot, so that anybody can draw it again; empty: chosen by hand."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "rituals_trials"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_trial_named"),
            models.CheckConstraint(condition=models.Q(places__gte=1), name="rituals_trial_with_places"),
            models.CheckConstraint(
                condition=models.Q(feedback_until__gt=models.F("apply_until")), name="rituals_trial_forward"
            ),
        )
        indexes = (models.Index(fields=["community", "apply_until"], name="rituals_trials_of"),)

    def __str__(self) -> str:
        return self.title


class TrialApplication(models.Model):
    """A member who wants to try it, whether they do, and what they say afterwards."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    trial = models.ForeignKey("rituals.Trial", on_delete=models.CASCADE, related_name="applications")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=TrialState, default=TrialState.APPLIED)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    answers = models.JSONField(default=list)
    """One text for each question of the trial."""
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_trial_applications"
        constraints = (
            models.UniqueConstraint(fields=["trial", "member"], name="rituals_apply_once"),
            models.CheckConstraint(
                condition=models.Q(stars__isnull=True) | models.Q(stars__gte=1, stars__lte=5),
                name="rituals_trial_stars_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(state=TrialState.CHOSEN),
                name="rituals_feedback_of_the_chosen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} for {self.trial_id}"
