"""The IP profiles of a community, for screens."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission, State
from coterie.communities.models import Profile
from coterie.communities.queries.access import may, require
from coterie.kit.actor import Actor
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import stored_file


def profiles_of(community: int) -> QuerySet[Profile]:
    """The profiles of a community that are not put away, by name."""
    return Profile.objects.filter(community=community, archived_at=None).order_by("name", "id")


def profiles_run_by(actor: Actor, community: int) -> QuerySet[Profile]:
    """The profiles of a community for its staff, by name."""
    require(actor, Permission.SEE_CONSOLE, community)
    return profiles_of(community).select_related("community", "account")


def published_profiles(community: int) -> QuerySet[Profile]:
    """The profiles that everybody sees, by name."""
    return profiles_of(community).filter(published_at__isnull=False)


def profile_shown(actor: Actor, community: int, key: str) -> Profile | None:
    """Return a profile to whoever may see its page: a published one to everybody, a draft to staff alone."""
    drafts = may(actor, Permission.SEE_CONSOLE, community)
    rows = profiles_of(community) if drafts else published_profiles(community)
    return rows.select_related("community").filter(key=key).first()


def published_profile(profile: int) -> Profile | None:
    """Return a profile that everybody sees."""
    rows = Profile.objects.filter(pk=profile, archived_at=None, published_at__isnull=False)
    return rows.select_related("community").first()


def public_profiles() -> QuerySet[Profile]:
    """The published profiles of all open communities, the oldest first."""
    rows = Profile.objects.filter(community__state=State.OPEN, archived_at=None, published_at__isnull=False)
    return rows.order_by("id")


def photo_of(actor: Actor, community: int, key: str, photo: str) -> StoredFile | None:
    """Return the portrait that a profile shows now under this key, to whoever sees its page."""
    row = profile_shown(actor, community, key)
    return stored_file(photo) if row and photo and row.photo == photo else None
