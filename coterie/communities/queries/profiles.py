"""The faces of a community."""

from django.db.models import QuerySet

from coterie.communities.models import Profile


def profiles_of(community: int) -> QuerySet[Profile]:
    """The profiles of a community that are not put away, by name."""
    return Profile.objects.filter(community=community, archived_at=None).order_by("name", "id")
