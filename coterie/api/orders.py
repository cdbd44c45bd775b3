"""Orders of a community."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.market.enums import OrderState
from coterie.market.models import Order
from coterie.market.queries.orders import customers_visible_to
from coterie.market.queries.orders_run import OrderFilter, orders_run_by

router = Router(tags=["orders"])


class OrderOut(Schema):
    """An order; amounts in minor units."""

    key: str
    number: str
    customer: str | None
    amount: int
    refunded: int
    currency: str
    state: str
    placed_at: datetime
    paid_at: datetime | None


class CustomerOut(Schema):
    """A customer: how many orders, and what they paid altogether, in minor units."""

    key: str
    number: str
    orders: int = Field(validation_alias="order_count")
    bought: int


def shown(row: Order) -> OrderOut:
    """Return an order as the API shows one."""
    facts = {name: getattr(row, name) for name in OrderOut.model_fields if name != "customer"}
    return OrderOut(**facts, customer=row.customer.number if row.customer else None)


class Which(Slice):
    """Which orders: of a state, with an offer, with these words in number, buyer or address, of a team."""

    state: OrderState | None = None
    offer: str = Field("", max_length=12)
    q: str = Field("", max_length=100)
    team: str = Field("", max_length=12)


@router.get("/communities/{slug}/orders", response=Page[OrderOut])
def orders(request: HttpRequest, slug: str, part: Query[Which]) -> dict[str, object]:
    """List the orders, newest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    rows = orders_run_by(actor_of(request), community.pk, OrderFilter(part.state or "", part.offer, part.q, part.team))
    return page_of(rows, part, shown, by_time="placed_at")


@router.get("/communities/{slug}/customers", response=Page[CustomerOut])
def customers(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the customers, those first who bought most."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    return page_of(customers_visible_to(actor_of(request), community.pk), part, by_number="bought")
