"""Finding what an address names, for the actor who asks."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from coterie.api.token import actor_of
from coterie.communities.models import Community
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import communities_visible_to
from coterie.groups.queries.groups import public_groups
from coterie.kit.errors import NotFound


def community_at(request: HttpRequest, slug: str, permission: str) -> Community:
    """Return the community if the actor holds `permission` there.

    Raises NotFound to a stranger and Forbidden to staff or tokens without the right.
    """
    actor = actor_of(request)
    row = communities_visible_to(actor).filter(slug=slug).first()
    if row is None:
        raise NotFound(_("There is no such community."))
    require(actor, permission, row.pk)
    return row


def group_named(community: int, key: str | None) -> int | None:
    """Return the group with a key, None for no key: every member. Raises NotFound."""
    if key is None:
        return None
    found = public_groups(community).filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such group."), field="group")
    return found
