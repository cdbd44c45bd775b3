"""Rows of orders for screens."""

from collections.abc import Collection

from django.db.models import Count, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OrderState
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
    rows = Customer.objects.filter(community=community).select_related("member")
    return rows.annotate(order_count=Count("orders"), bought=Sum("orders__amount", default=0)).order_by("-bought", "id")


def paid_order(community: int, number: str) -> int | None:
    """Return the order of this number that was paid and not given back, wherever the number was given."""
    paid = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED)
    rows = Order.objects.filter(community=community, number=number, state__in=paid, amount__gt=0)
    return rows.order_by("id").values_list("pk", flat=True).first() if number else None


def customer_numbers(community: int) -> dict[int, str]:
    """Return what each customer of a community is called, by the number that events name them with."""
    return dict(Customer.objects.filter(community=community).values_list("pk", "number"))


def customer_keys(community: int) -> dict[int, str]:
    """Return the key of each customer of a community, by the number that events name them with."""
    return dict(Customer.objects.filter(community=community).values_list("pk", "key"))


def currencies_of(actor: Actor, community: int, own: str) -> list[str]:
    """Return in which currencies a community was paid, its own first, for its staff."""
    rows = orders_visible_to(actor, community).order_by().values_list("currency", flat=True).distinct()
    return [own, *sorted(set(rows) - {own})]


def given_back_whole(orders: Collection[int]) -> set[int]:
    """Return those of the orders of which nothing is paid any more."""
    return set(Order.objects.filter(pk__in=orders, state=OrderState.REFUNDED).values_list("pk", flat=True))
