"""Finding what a command names."""

from coterie.communities.models import Community
from coterie.communities.queries.communities import communities_run_by
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound

OWNER = Actor.of_system(via="cli")
"""Who sits at the terminal of the machine may do everything."""


def community_called(slug: str) -> Community:
    """Return the community with this address.

    Raises NotFound.
    """
    row = communities_run_by(OWNER).filter(slug=slug).first()
    if row is None:
        raise NotFound(f"there is no community {slug!r}; see: coterie community list")
    return row


def group_called(community: int, name: str) -> Group:
    """Return the community's group with this key or name.

    Raises NotFound.
    """
    rows = groups_run_by(OWNER, community)
    row = rows.filter(key=name).first() or rows.filter(name=name).first()
    if row is None:
        raise NotFound(f"there is no group {name!r} in this community")
    return row
