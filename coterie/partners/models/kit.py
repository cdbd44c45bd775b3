"""What helps partners to sell."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.partners.enums import TextFor


class OwnCoupon(models.Model):
    """That a coupon of the market is a partner's own: who uses it is their customer."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.CASCADE, related_name="own_coupon")
    coupon = models.OneToOneField("market.Coupon", on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "partners_coupons"

    def __str__(self) -> str:
        return f"{self.coupon_id} of {self.partner_id}"


class ShareText(models.Model):
    """A text that partners can pass on as it is; their own link and code are put in where it says so."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey("partners.Programme", on_delete=models.CASCADE, related_name="texts")
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, null=True, related_name="+")
    """What it is about; none: all that there is."""
    channel = models.CharField(max_length=7, choices=TextFor)
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "partners_texts"
        indexes = (models.Index(fields=["programme", "channel"], name="partners_texts_in"),)

    def __str__(self) -> str:
        return self.text[:40]
