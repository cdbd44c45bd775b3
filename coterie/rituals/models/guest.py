"""Guests, and when they come."""

from django.db import models

from coterie.kit.ids import new_key, new_secret
from coterie.rituals.enums import Coming


class Guest(models.Model):
    """Somebody in the guest book: who they are, what they can speak about, how the operators reach them."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    headline = models.CharField(max_length=120, blank=True)
    """What they are known for, in a line."""
    profile = models.TextField(max_length=2000, blank=True)
    topics = models.TextField(max_length=600, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    """For operators alone."""
    photo = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_guests"
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="rituals_guest_named"),)
        indexes = (models.Index(fields=["community", "archived_at"], name="rituals_guest_book"),)

    def __str__(self) -> str:
        return self.name


class Appearance(models.Model):
    """A guest at one time of a ritual; `secret` opens the invitation, which needs no account."""

    occurrence = models.OneToOneField("rituals.Occurrence", on_delete=models.CASCADE, related_name="appearance")
    guest = models.ForeignKey("rituals.Guest", on_delete=models.CASCADE, related_name="appearances")
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    coming = models.CharField(max_length=8, choices=Coming, default=Coming.ASKED)
    note = models.CharField(max_length=300, blank=True)
    """What the guest wrote to it."""
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_appearances"

    def __str__(self) -> str:
        return f"{self.guest_id} at {self.occurrence_id}"


class AudienceQuestion(models.Model):
    """What members want to ask a guest; once it is taken, `message` stands in the talk and its answers below it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    occurrence = models.ForeignKey("rituals.Occurrence", on_delete=models.CASCADE, related_name="questions")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    message = models.OneToOneField("talk.Message", on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_audience_questions"
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="rituals_question_said"),)
        indexes = (models.Index(fields=["occurrence", "asked_at"], name="rituals_questions_of"),)

    def __str__(self) -> str:
        return self.text


class AudienceVote(models.Model):
    """A member wants to know this too."""

    question = models.ForeignKey("rituals.AudienceQuestion", on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "rituals_audience_votes"
        constraints = (models.UniqueConstraint(fields=["question", "member"], name="rituals_audience_vote_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} for {self.question_id}"


class Rating(models.Model):
    """How good a member found a session, from 1 to 5."""

    occurrence = models.ForeignKey("rituals.Occurrence", on_delete=models.CASCADE, related_name="ratings")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "rituals_ratings"
        constraints = (
            models.UniqueConstraint(fields=["occurrence", "member"], name="rituals_rating_once"),
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="rituals_rating_in_range"),
        )

    def __str__(self) -> str:
        return f"{self.stars} by {self.member_id}"
