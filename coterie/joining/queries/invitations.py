"""Personal ways in and redeem codes, for screens."""

from django.db.models import Count, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.models import Invitation, RedeemBatch
from coterie.kit.actor import Actor


def invitations_visible_to(actor: Actor, community: int) -> QuerySet[Invitation]:
    """The personal ways into a community, newest first, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.EDIT_CODES, community)
    return Invitation.objects.filter(community=community).order_by("-pk")


def redeem_batches_visible_to(actor: Actor, community: int) -> QuerySet[RedeemBatch]:
    """The batches of redeem codes with how many were used, newest first, for a community's staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.EDIT_CODES, community)
    rows = RedeemBatch.objects.filter(community=community)
    return rows.annotate(used=Count("codes__used_at")).order_by("-pk")
