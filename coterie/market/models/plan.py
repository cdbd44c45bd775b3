"""Plans: what is paid for a time, again and again."""

from django.db import models
from django.db.models import Q

from coterie.kit.ids import new_key
from coterie.market.enums import Period, PlanState


class PlanTerms(models.Model):
    """For how long a variant of a plan is paid, and what is lenient about it."""

    variant = models.OneToOneField("market.Variant", on_delete=models.CASCADE, primary_key=True, related_name="terms")
    period = models.CharField(max_length=6, choices=Period)
    count = models.PositiveSmallIntegerField(default=1)
    """How many days, months or years are one turn."""
    trial_days = models.PositiveSmallIntegerField(default=0)
    grace_days = models.PositiveSmallIntegerField(default=7)
    """How long one stays inside after the end of what is paid."""
    pause_days = models.PositiveSmallIntegerField(default=0)
    """How long one can pause in each turn."""
    renews = models.BooleanField(default=True)

    class Meta:
        db_table = "market_plan_terms"
        constraints = (models.CheckConstraint(condition=Q(count__gte=1), name="market_plan_terms_last"),)

    def __str__(self) -> str:
        return f"{self.count} {self.period}"


class Subscription(models.Model):
    """A member's plan: one at a time of each offer."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    offer = models.ForeignKey("market.Offer", on_delete=models.PROTECT, related_name="subscriptions")
    variant = models.ForeignKey("market.Variant", on_delete=models.PROTECT, related_name="+")
    next_variant = models.ForeignKey("market.Variant", on_delete=models.PROTECT, null=True, related_name="+")
    """What is paid from the next turn on, where it is another."""
    state = models.CharField(max_length=6, choices=PlanState)
    since = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    """When it began as a trial."""
    anchor = models.DateTimeField()
    """The day and the hour by which turns end: the 31st stays the 31st after a February."""
    paid_until = models.DateTimeField()
    """Until when it is paid or tried; stands still in a pause."""
    until = models.DateTimeField(null=True)
    """Until when it lets in; null in a pause."""
    cancelled_at = models.DateTimeField(null=True)
    paused_from = models.DateTimeField(null=True)
    pause_left = models.PositiveSmallIntegerField(default=0)
    """How many days one can pause in this turn."""
    told = models.PositiveSmallIntegerField(default=0)
    """How often the member was reminded of this turn's end."""
    reminds = models.BooleanField(default=False)
    """Whether the member wants reminders by letter."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_subscriptions"
        constraints = (
            models.UniqueConstraint(
                fields=["member", "offer"], condition=~Q(state="ended"), name="market_plan_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["member", "offer"], condition=Q(tried_at__isnull=False), name="market_plan_tried_once"
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_from__isnull=False, until=None)
                | (~Q(state="paused") & Q(paused_from=None, until__isnull=False)),
                name="market_plan_paused_when",
            ),
        )
        indexes = (
            models.Index(fields=["paid_until"], name="market_plans_due", condition=~Q(state="ended")),
            models.Index(fields=["until"], name="market_plans_ending", condition=~Q(state="ended")),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} of {self.member_id}"


class Turn(models.Model):
    """One time that is paid: asked for by an order, then paid from a day to a day."""

    subscription = models.ForeignKey("market.Subscription", on_delete=models.CASCADE, related_name="turns")
    line = models.OneToOneField("market.OrderLine", on_delete=models.PROTECT, related_name="turn")
    upgrade = models.BooleanField(default=False)
    """Begins at once, and takes the place of what was paid before."""
    credit = models.BigIntegerField(default=0)
    """What was left of the turns before."""
    amount = models.BigIntegerField(default=0)
    """What the whole time is worth: what was paid, and the credit."""
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    """When it was no longer asked for."""

    class Meta:
        db_table = "market_turns"
        constraints = (
            models.UniqueConstraint(
                fields=["subscription"], condition=Q(paid_at=None, dropped_at=None), name="market_turn_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(paid_at=None) | Q(since__isnull=False, until__gte=models.F("since")),
                name="market_turn_lasts",
            ),
            models.CheckConstraint(condition=Q(credit__gte=0, amount__gte=0), name="market_turn_amounts"),
        )

    def __str__(self) -> str:
        return f"{self.since} to {self.until}"
