"""What is sold."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import BenefitKind, OfferKind, OfferState


class Offer(models.Model):
    """Something that can be bought, with a page of its own; prices are its variants'."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=OfferKind)
    title = models.CharField(max_length=80)
    teaser = models.CharField(max_length=160, blank=True)
    story = models.TextField(max_length=8000, blank=True)
    picture = models.CharField(max_length=64, blank=True)
    """Key of a stored picture."""
    scene = models.CharField(max_length=60, blank=True)
    """In which scene of the members' lives it is used."""
    with_address = models.BooleanField(default=False)
    """Whether it is sent somewhere."""
    move_hours = models.PositiveSmallIntegerField(default=24, db_default=24)
    """Until how many hours before its time a booking can be moved by who booked."""
    state = models.CharField(max_length=6, choices=OfferState, default=OfferState.DRAFT)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_offers"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="market_offer_named"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(opened_at__isnull=False), name="market_offer_opened_when"
            ),
        )
        indexes = (models.Index(fields=["community", "-created_at", "-id"], name="market_offers_of"),)

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    """One way to buy an offer: a size, a colour, a length; every offer has one at least."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=60, blank=True)
    """Empty where there is only one."""
    price = models.BigIntegerField()
    """In minor units of the community's currency; 0 is a gift."""
    cost = models.BigIntegerField(default=0)
    """What one of it costs the community."""
    left = models.PositiveIntegerField(null=True)
    """How many are left; null: as many as people want."""
    most_each = models.PositiveSmallIntegerField(null=True)
    """How many one member can have."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_variants"
        constraints = (
            models.CheckConstraint(condition=models.Q(price__gte=0, cost__gte=0), name="market_variant_priced"),
            models.CheckConstraint(condition=models.Q(left=None) | models.Q(left__gte=0), name="market_variant_left"),
            models.UniqueConstraint(
                fields=["offer", "name"], condition=models.Q(closed_at=None), name="market_variant_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} {self.name}".strip()


class BundlePart(models.Model):
    """So many of something that are in one of a bundle; a bundle is a way to buy, and so is what is in it."""

    bundle = models.ForeignKey("market.Variant", on_delete=models.CASCADE, related_name="parts")
    variant = models.ForeignKey("market.Variant", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "market_bundle_parts"
        constraints = (
            models.UniqueConstraint(fields=["bundle", "variant"], name="market_bundle_part_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="market_bundle_part_pieces"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id} in {self.bundle_id}"


class Benefit(models.Model):
    """What an offer opens to its buyers, and for how long; null: for good."""

    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="benefits")
    kind = models.CharField(max_length=8, choices=BenefitKind)
    target = models.BigIntegerField()
    """The number of the group or offer."""
    days = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "market_benefits"
        constraints = (models.UniqueConstraint(fields=["offer", "kind", "target"], name="market_benefit_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Grant(models.Model):
    """That a member may enter something, and why: lost only when the last grant of a benefit ends."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=BenefitKind)
    target = models.BigIntegerField()
    source = models.CharField(max_length=40)
    """`line:` and an order's line, `plan:` and a subscription, `gift:` and whoever gave it, `reward:` and its key."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """When it ends by itself; null: never."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_grants"
        constraints = (
            models.UniqueConstraint(fields=["member", "kind", "target", "source"], name="market_grant_once"),
        )
        indexes = (
            models.Index(fields=["kind", "target", "member"], name="market_grants_of"),
            models.Index(fields=["until"], name="market_grants_due", condition=models.Q(ended_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.target} for {self.member_id}"
