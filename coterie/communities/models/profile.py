"""Super IP profiles: the profiles of a community."""

from django.db import models

from coterie.communities.enums import ProfileKind
from coterie.kit.ids import new_key


class Profile(models.Model):
    """A brand or a person for whom a community is followed: who they are, what they know, who vouches for them."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ProfileKind, default=ProfileKind.PERSON)
    name = models.CharField(max_length=60)
    headline = models.CharField(max_length=120, blank=True)
    """What they are known for, in a line."""
    persona = models.TextField(max_length=2000, blank=True)
    expertise = models.JSONField(default=list)
    """Fields in which they are at home: short texts."""
    endorsements = models.JSONField(default=list)
    """Who vouches for them: `{"who": …, "words": …}`."""
    pieces = models.JSONField(default=list)
    """What they are known by: `{"title": …, "url": …}`, chosen by hand."""
    photo = models.CharField(max_length=64, blank=True)
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who speaks as this profile in the groups; what they say there counts for its authority."""
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    """Since when everybody can see its page."""
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "communities_profiles"
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="communities_profile_named"),)
        indexes = (models.Index(fields=["community", "archived_at"], name="communities_profile_book"),)

    def __str__(self) -> str:
        return self.name
