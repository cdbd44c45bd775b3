"""Rows of imports for screens."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.reach.models import ImportRun


def import_runs_visible_to(actor: Actor, community: int) -> QuerySet[ImportRun]:
    """The imports of a community, newest first, for staff who may import.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.IMPORT, community)
    return ImportRun.objects.filter(community=community).select_related("group", "account").order_by("-id")
