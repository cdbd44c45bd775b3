"""Rows of orders for screens."""

from django.db.models import Count, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.models import Customer, Order


def orders_visible_to(actor: Actor, community: int) -> QuerySet[Order]:
    """The orders of a community, newest first, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_REVIEW, community)
    return Order.objects.filter(community=community).select_related("customer").order_by("-placed_at", "-id")


def customers_visible_to(actor: Actor, community: int) -> QuerySet[Customer]:
    """The customers of a community with their orders counted and summed, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_REVIEW, community)
    rows = Customer.objects.filter(community=community)
    return rows.annotate(order_count=Count("orders"), bought=Sum("orders__amount", default=0)).order_by("-bought", "id")
