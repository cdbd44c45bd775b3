"""What an order would come to."""

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.inside import WRITE, own_member
from coterie.api.shopping import ORDERS, facts_of
from coterie.api.shopping_shapes import OrderIn
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.market.domain.checkout import Cost, what_it_costs

router = Router(tags=["shopping"])


class CostOut(Schema):
    """What an order would cost, in minor units: the prices, less the coupon, less what the points are worth."""

    price: int
    discount: int
    points: int
    amount: int


@router.post(f"{ORDERS}/cost", response=CostOut)
def cost(request: HttpRequest, slug: str, body: OrderIn) -> Cost:
    """Say what an order would cost; nothing is ordered."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    return what_it_costs(**facts_of(community, body), actor=actor, now=now())
