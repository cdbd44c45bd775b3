"""Partners: members who sell what the community offers."""

from django.db import models
from django.utils.translation import gettext

from coterie.kit.ids import new_key
from coterie.members.enums import MemberState
from coterie.partners.enums import PartnerState


class Partner(models.Model):
    """A member who is a partner or would like to be one; `code` stands in the partner's link."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey("partners.Programme", on_delete=models.CASCADE, related_name="partners")
    member = models.OneToOneField("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Of whom everything is forgotten, nobody: what was earned and paid stays in the books."""
    code = models.SlugField(max_length=40, unique=True, default=new_key)
    state = models.CharField(max_length=9, choices=PartnerState, default=PartnerState.APPLIED)
    text = models.TextField(max_length=1000, blank=True)
    """Why they want to be one."""
    note = models.CharField(max_length=200, blank=True)
    """What they were told with the latest decision."""
    terms = models.ForeignKey("partners.Terms", on_delete=models.PROTECT, related_name="+")
    """The version that they accepted."""
    accepted_at = models.DateTimeField()
    sponsor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="brought")
    """The partner who brought this one."""
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "partners_partners"
        indexes = (models.Index(fields=["programme", "state"], name="partners_in"),)

    def __str__(self) -> str:
        return self.code

    @property
    def sells(self) -> bool:
        """Whether what customers pay brings this partner anything now."""
        active = self.member is not None and self.member.state == MemberState.ACTIVE
        return active and self.state == PartnerState.APPROVED

    @property
    def name(self) -> str:
        """How the partner is called in the community."""
        return self.member.name if self.member else gettext("somebody who is gone")


class FormerCode(models.Model):
    """A word that stood in a partner's link before, and still leads there: what was printed stays true."""

    code = models.SlugField(max_length=40, unique=True)
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="former_codes")

    class Meta:
        db_table = "partners_codes"

    def __str__(self) -> str:
        return self.code


class Papers(models.Model):
    """Who is paid, for the tax office and for the bank."""

    partner = models.OneToOneField("partners.Partner", on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    """Two letters, ISO 3166."""
    tax_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300)
    account = models.CharField(max_length=200)
    """Where the money goes: a bank account, or a name with a payment service."""

    class Meta:
        db_table = "partners_papers"

    def __str__(self) -> str:
        return self.name


class Pick(models.Model):
    """An offer that a partner chose for their page."""

    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="picks")
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "partners_picks"
        constraints = (models.UniqueConstraint(fields=["partner", "offer"], name="partners_pick_once"),)
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.offer_id} of {self.partner_id}"
