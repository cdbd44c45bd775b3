"""Signs that a community gives its members."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.members.enums import Symbol


class Badge(models.Model):
    """A sign with a name and what it is given for."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=30)
    symbol = models.CharField(max_length=8, choices=Symbol)
    text = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "members_badges"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="members_badge_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="members_badge_named"),
        )

    def __str__(self) -> str:
        return self.name


class GivenBadge(models.Model):
    """A badge on a member, and why."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="badges")
    badge = models.ForeignKey("members.Badge", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "members_given_badges"
        constraints = (
            models.UniqueConstraint(fields=["member", "badge"], name="members_badge_given_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="members_badge_given_why"),
        )

    def __str__(self) -> str:
        return f"{self.badge_id} on {self.member_id}"
