"""Channels, placements and costs for screens."""

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.models import Channel, ChannelCost, Placement
from coterie.kit.actor import Actor


def channels_visible_to(actor: Actor, community: int) -> QuerySet[Channel]:
    """The channels of a community, for its staff: by name, with the number of their placements.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_CONSOLE, community)
    places = Count("placements", filter=Q(placements__archived_at=None))
    rows = Channel.objects.filter(community=community).select_related("owner")
    return rows.annotate(places=places).order_by("name")


def placements_visible_to(actor: Actor, community: int) -> QuerySet[Placement]:
    """The placements of a community's channels, by name, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Placement.objects.filter(channel__community=community)
    return rows.select_related("channel__community", "code", "owner").order_by("channel__name", "name")


def costs_visible_to(actor: Actor, community: int) -> QuerySet[ChannelCost]:
    """What a community's channels cost, the latest days first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = ChannelCost.objects.filter(channel__community=community, withdrawn_at=None)
    return rows.select_related("channel", "placement").order_by("-last_day", "-id")
