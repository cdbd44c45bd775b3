from django.db import models

from coterie.kit.ids import new_key
from coterie.members.enums import MemberState


class Member(models.Model):
    """A person inside one community; people who were imported have no account."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    """Given once, in order of joining, and never to anybody else."""
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=30, blank=True)
    needs = models.JSONField(default=list)
    """Why they came, in their own choice (`Need`); up to three."""
    line = models.CharField(max_length=120, blank=True)
    """What they say of themselves on their card."""
    card_key = models.CharField(max_length=20, null=True, unique=True)  # noqa: DJ001 - NULL is "not shared"
    """In the address of the card that they share; another one each time it is shared anew."""
    state = models.CharField(max_length=8, choices=MemberState, default=MemberState.ACTIVE)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    external_ref = models.CharField(max_length=120, null=True)  # noqa: DJ001 - NULL is "not imported"
    """Who this is in the place the history came from, like `irc:nick`."""

    class Meta:
        db_table = "members"
        constraints = (
            models.UniqueConstraint(fields=["community", "number"], name="members_number_once"),
            models.UniqueConstraint(fields=["community", "account"], name="members_once_per_account"),
            models.UniqueConstraint(fields=["community", "external_ref"], name="members_once_per_ref"),
            models.CheckConstraint(
                condition=models.Q(state="active", ended_at=None) | ~models.Q(state="active"), name="members_ended_when"
            ),
        )
        indexes = (models.Index(fields=["community", "state", "-number"], name="members_list"),)

    def __str__(self) -> str:
        return f"{self.name} No.{self.number}"

    @property
    def tag_names(self) -> list[str]:
        """The words on this member."""
        return sorted(tagged.tag.name for tagged in self.member_tags.all())
