"""The shop in which points are spent."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rewards.enums import Delivery


class Prize(models.Model):
    """Something that can be had for points."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=600, blank=True)
    price = models.PositiveIntegerField()
    left = models.PositiveIntegerField(null=True)
    """How many are left; null: as many as people want."""
    most_each = models.PositiveSmallIntegerField(null=True)
    """How many one member can have."""
    level = models.PositiveSmallIntegerField(default=0)
    """From which level on."""
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_prizes"
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="rewards_prize_named"),
            models.CheckConstraint(condition=models.Q(price__gte=1), name="rewards_prize_priced"),
            models.CheckConstraint(condition=models.Q(left=None) | models.Q(left__gte=0), name="rewards_prize_left"),
        )
        indexes = (models.Index(fields=["community", "closed_at"], name="rewards_prizes_in"),)

    def __str__(self) -> str:
        return self.name


class Purchase(models.Model):
    """A prize that a member bought."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    prize = models.ForeignKey("rewards.Prize", on_delete=models.CASCADE, related_name="purchases")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    points = models.PositiveIntegerField()
    at = models.DateTimeField()
    entry = models.BigIntegerField(unique=True)
    """The number of the ledger's entry."""
    state = models.CharField(max_length=9, choices=Delivery, default=Delivery.ASKED)
    note = models.CharField(max_length=300, blank=True)
    """What the operators wrote to the member: a code, a link, when it comes."""
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_purchases"
        indexes = (
            models.Index(fields=["prize", "state"], name="rewards_purchases_of"),
            models.Index(fields=["member", "-at"], name="rewards_purchases_by"),
        )

    def __str__(self) -> str:
        return f"{self.prize_id} for {self.member_id}"
