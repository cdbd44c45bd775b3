"""Who follows which profile of a community."""

from django.db.models import Count

from coterie.members.enums import MemberState
from coterie.members.models import Follow


def followed_by(member: int | None) -> set[int]:
    """Return the profiles that a member follows."""
    return set(Follow.objects.filter(member=member).values_list("profile", flat=True)) if member else set()


def followers_of(community: int) -> dict[int, int]:
    """Return how many members follow each profile of a community; one that nobody follows is not there."""
    rows = Follow.objects.filter(profile__community=community, member__state=MemberState.ACTIVE)
    return dict(rows.values("profile").annotate(people=Count("id")).values_list("profile", "people"))
