"""A page that draws people in."""

from django.db import models

from coterie.joining.enums import LandingDesign
from coterie.kit.ids import new_key


class LandingWords(models.Model):
    """What stands on a page."""

    title = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    design = models.CharField(max_length=8, choices=LandingDesign, default=LandingDesign.LETTER)
    blocks = models.JSONField(default=list)
    """In their order: kind, heading, text."""

    class Meta:
        abstract = True


class LandingPage(LandingWords):
    """A page under a community's address; its own words are the draft, visitors see a version."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=40)
    code = models.ForeignKey("joining.LiveCode", on_delete=models.SET_NULL, null=True, related_name="+")
    """Where it leads; nothing is the front door."""
    shown = models.ForeignKey("joining.LandingVersion", on_delete=models.SET_NULL, null=True, related_name="+")
    """What visitors see; nothing is not published."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "joining_landing_pages"
        constraints = (
            models.UniqueConstraint(fields=["community", "slug"], name="joining_landing_address_once"),
            models.CheckConstraint(condition=~models.Q(title=""), name="joining_landing_titled"),
        )

    def __str__(self) -> str:
        return self.slug


class LandingVersion(LandingWords):
    """A page as it was published; never changed."""

    page = models.ForeignKey("joining.LandingPage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "joining_landing_versions"
        constraints = (models.UniqueConstraint(fields=["page", "number"], name="joining_landing_version_once"),)

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"
