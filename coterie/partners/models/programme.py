"""What a community promises its partners."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.partners.enums import HOLDS, WHOLE, Buyer, Touch


class Programme(models.Model):
    """The programme for partners of one community; what it promises are its terms."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    is_open = models.BooleanField(default=False)
    """Whether members can apply."""
    statements = models.PositiveIntegerField(default=0)
    """The number of the latest statement that was written for a partner."""
    coupon_percent = models.PositiveSmallIntegerField(null=True)
    """What a partner's own coupon takes off; none: partners have no coupons."""
    coupon_each = models.PositiveSmallIntegerField(null=True)
    """How often one buyer can use a partner's coupon; none: as often as they like."""
    made_at = models.DateTimeField()

    class Meta:
        db_table = "partners_programmes"

    def __str__(self) -> str:
        return self.key


class Terms(models.Model):
    """One version of what partners agree to and what they earn; each keeps the one they accepted. Never changed."""

    programme = models.ForeignKey("partners.Programme", on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    agreement = models.TextField(max_length=8000)
    rate = models.PositiveSmallIntegerField()
    """What a partner has of what customers pay, in basis points."""
    months = models.PositiveSmallIntegerField(null=True)
    """For how long after a customer was bound their orders count; none: for good."""
    cap = models.PositiveSmallIntegerField(default=3000)
    """How much of one order goes to partners at most, in basis points."""
    second_rate = models.PositiveSmallIntegerField(default=0)
    """What who brought the partner has of the same, once the partner's own part is settled; 0: one level."""
    hold_days = models.PositiveSmallIntegerField(default=30)
    minimum = models.BigIntegerField(default=0)
    """What is less is not paid out yet, in minor units."""
    touch = models.CharField(max_length=5, choices=Touch, default=Touch.LAST)
    lock_days = models.PositiveSmallIntegerField(default=30)
    """For how long a link that was opened counts, and then no other partner can take the customer over."""
    course = models.BigIntegerField(null=True)
    """The market's number of the course that one goes through before one is taken in; none: there is none."""
    made_at = models.DateTimeField()

    class Meta:
        db_table = "partners_terms"
        constraints = (
            models.UniqueConstraint(fields=["programme", "number"], name="partners_terms_once"),
            models.CheckConstraint(
                condition=models.Q(cap__lte=WHOLE, rate__lte=models.F("cap") - models.F("second_rate")),
                name="partners_terms_within_cap",
            ),
            models.CheckConstraint(
                condition=models.Q(hold_days__in=HOLDS, minimum__gte=0), name="partners_terms_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id}, version {self.number}"


class Rate(models.Model):
    """A rate of its own: for an offer, for first or later orders, for partners who brought so much already.

    It goes with its offer: nobody can buy what is gone, and what was earned by it keeps its rate.
    """

    terms = models.ForeignKey("partners.Terms", on_delete=models.CASCADE, related_name="rates")
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, null=True, related_name="+")
    buyer = models.CharField(max_length=6, choices=Buyer, default=Buyer.ANY)
    brought = models.BigIntegerField(default=0)
    """From how much on that a partner's customers paid, in minor units: the tier."""
    rate = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "partners_rates"
        constraints = (
            models.UniqueConstraint(fields=["terms", "offer", "buyer", "brought"], name="partners_rate_once"),
            models.UniqueConstraint(
                fields=["terms", "buyer", "brought"], condition=models.Q(offer=None), name="partners_rate_of_all_once"
            ),
            models.CheckConstraint(condition=models.Q(brought__gte=0, rate__lte=WHOLE), name="partners_rate_bounds"),
        )
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.rate} of {self.terms_id}"
