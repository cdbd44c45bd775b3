"""May this actor do that here? The one gate of every verb."""

from django.utils.translation import gettext_lazy as _

from coterie.communities.models import StaffMember
from coterie.communities.rules import role_may
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.errors import Forbidden, NotFound

ROLE = Prepared(
    lambda account, community: StaffMember.objects.filter(account=account, community=community).values_list("role"),
    int,
    int,
)


def role_of(actor: Actor, community: int) -> str | None:
    """Return the actor's staff role in the community, if any."""
    if actor.account is None:
        return None
    return next((role for (role,) in ROLE(actor.account, community)), None)


def may(actor: Actor, permission: str, community: int) -> bool:
    """Tell whether the actor holds the permission in the community, by role and by token scope."""
    if actor.system:
        return True
    if actor.scopes is not None and permission not in actor.scopes:
        return False
    role = role_of(actor, community)
    return role is not None and role_may(role, permission)


def require(actor: Actor, permission: str, community: int) -> None:
    """Let the holder of a permission pass.

    Raises NotFound to a stranger and Forbidden to staff without the right.
    """
    if may(actor, permission, community):
        return
    if role_of(actor, community) is None:
        raise NotFound(_("There is no such page."))
    raise Forbidden(_("Your role does not include this."))
