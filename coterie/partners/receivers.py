"""What partners do when something happened: customers join, pay, get money back, dispute a payment; projects end."""

from datetime import datetime

from coterie.kit.actor import Actor
from coterie.market.domain.reduction import watches_coupons
from coterie.market.queries.sold import is_disputed, orders_of_project, orders_of_team
from coterie.partners.domain.binding import bind_visitor
from coterie.partners.domain.coupon import follow_coupon
from coterie.partners.domain.earning import count_order
from coterie.partners.domain.settling import hold_order
from coterie.partners.models.commission import DISPUTED
from coterie.partners.tasks import look_at_mark
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver
from coterie.platform.jobs.unique import unique

SYSTEM = Actor.of_system()

watches_coupons(follow_coupon)


ORDERS = ("order_paid", "order_refunded")
COME_ABOUT = {"project_won": orders_of_project, "team_ended": orders_of_team}
"""By what money that was kept apart becomes the community's, and of which orders."""


@receiver("partners.orders", kinds=("member_joined", "notice_taken", *ORDERS, *COME_ABOUT))
def follow_customers(event: LoggedEvent, *, now: datetime) -> None:
    """Bind who joined to the partner by whose link they came; and let commission follow what customers pay.

    One receiver hears all, in order: who is bound by joining is bound before their order is looked at.
    """
    if event.kind == "member_joined":
        if event.community and event.visitor and event.member:
            known = {"community": event.community, "visitor": event.visitor, "member": event.member}
            bind_visitor(**known, actor=SYSTEM, now=event.at)
    elif event.kind in COME_ABOUT and event.subject:
        for order in COME_ABOUT[event.kind](event.subject):
            count_order(order=order, actor=SYSTEM, now=now)
            if is_disputed(order):
                hold_order(order=order, why=DISPUTED, actor=SYSTEM, now=now)
    elif event.order and event.kind in ORDERS:
        count_order(order=event.order, actor=SYSTEM, now=now)
    elif event.order and event.data.get("kind") == "disputed":
        hold_order(order=event.order, why=DISPUTED, actor=SYSTEM, now=now)


@receiver("partners.transfers", kinds=("transfer_told",))
def follow_transfers(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Have WeChat asked to what end a payout came of which it told."""
    mark = str(event.data["mark"])
    with unique(f"transfer:{mark}"):
        look_at_mark.enqueue(mark)
