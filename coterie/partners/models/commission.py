"""What partners earn."""

from django.db import models
from django.utils.translation import gettext

from coterie.kit.ids import new_key
from coterie.partners.enums import EntryKind, Uncounted

DISPUTED = "disputed"
"""Why a commission is held of itself; whatever else stands there people wrote."""


class PartnerOrder(models.Model):
    """A paid order of somebody's customer, decided once: by which terms it counts, or why it does not."""

    order = models.BigIntegerField(unique=True)
    """The market's number of it."""
    number = models.CharField(max_length=100)
    """What its buyer calls it."""
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="orders")
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who bought."""
    terms = models.ForeignKey("partners.Terms", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    net = models.BigIntegerField()
    """What was paid, in minor units."""
    why_not = models.CharField(max_length=11, choices=Uncounted, blank=True)
    paid_at = models.DateTimeField()

    class Meta:
        db_table = "partners_orders"
        indexes = (models.Index(fields=["partner", "-paid_at"], name="partners_orders_of"),)

    def __str__(self) -> str:
        return self.number


class Earning(models.Model):
    """What a partner has of one line of an order, or of work; how much of it there is and where, its entries say."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    order = models.ForeignKey("partners.PartnerOrder", on_delete=models.CASCADE, null=True, related_name="earnings")
    work = models.OneToOneField("partners.Work", on_delete=models.CASCADE, null=True, related_name="earning")
    """For which it is a bounty; one of the two it is always of."""
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="earnings")
    line = models.BigIntegerField(null=True)
    """The market's number of the line, and of what was bought; of work there is none, and 0."""
    offer = models.BigIntegerField()
    level = models.PositiveSmallIntegerField()
    rate = models.PositiveSmallIntegerField()
    """In basis points."""
    due_at = models.DateTimeField()
    """When its hold is over."""
    settled_at = models.DateTimeField(null=True)
    """When it became available."""

    class Meta:
        db_table = "partners_earnings"
        constraints = (
            models.UniqueConstraint(fields=["line", "level"], name="partners_earning_once"),
            models.CheckConstraint(condition=models.Q(level__in=(1, 2)), name="partners_earning_level"),
            models.CheckConstraint(
                condition=models.Q(order__isnull=False, line__isnull=False, work=None)
                | models.Q(order=None, line=None, work__isnull=False, level=1),
                name="partners_earning_of",
            ),
        )
        indexes = (models.Index(fields=["due_at"], condition=models.Q(settled_at=None), name="partners_earnings_due"),)

    def __str__(self) -> str:
        return f"{self.key}, level {self.level}"

    @property
    def currency(self) -> str:
        """In which currency it is."""
        return self.work.bounty.currency if self.work else self.order.currency if self.order else ""

    @property
    def number(self) -> str:
        """What its order is called; of work, its bounty."""
        return self.work.bounty.title if self.work else self.order.number if self.order else ""


class CommissionEntry(models.Model):
    """What happened to a commission. Only added to; a payout takes an entry once, and never lets it go."""

    earning = models.ForeignKey("partners.Earning", on_delete=models.CASCADE, related_name="entries")
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind)
    net = models.BigIntegerField(default=0)
    """How much of the line it is about; what is given back is below zero."""
    amount = models.BigIntegerField(default=0)
    """How much the partner has more, or less."""
    owed = models.BooleanField(default=False)
    """Of what is taken back: it was in a payout already, and the partner owes it."""
    why = models.CharField(max_length=120, blank=True)
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who did it, where a person did."""
    at = models.DateTimeField()
    payout = models.ForeignKey("partners.Payout", on_delete=models.PROTECT, null=True, related_name="entries")
    """By which it is paid."""

    class Meta:
        db_table = "partners_entries"
        constraints = (
            models.UniqueConstraint(
                fields=["earning"], condition=models.Q(kind="earned"), name="partners_entry_earned_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="earned", amount__gte=0, net__gte=0)
                | models.Q(kind="reversed", amount__lte=0, net__lte=0)
                | models.Q(kind__in=("held", "released"), amount=0, net=0),
                name="partners_entry_signs",
            ),
        )
        indexes = (
            models.Index(fields=["partner", "-at"], name="partners_entries_of"),
            models.Index(fields=["partner"], condition=models.Q(payout=None), name="partners_entries_open"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def said(self) -> str:
        """Why it happened, in words."""
        return gettext("The buyer disputes the payment.") if self.why == DISPUTED else self.why
