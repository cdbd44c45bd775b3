"""Pledging: an order for a tier of a project that runs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.market.domain.buying import place_order
from coterie.market.domain.escrow import wait_for_money
from coterie.market.domain.paying import ask_payment
from coterie.market.enums import ProjectState
from coterie.market.errors import NotForSale
from coterie.market.models import Order, Project, Tier
from coterie.market.rules import MANUAL


@transaction.atomic
def pledge(*, tier: int, quantity: int = 1, address: str = "", actor: Actor, now: datetime) -> Order:
    """Pledge for a tier; it counts when it is paid.

    Raises NotForSale for a project that takes no pledges, and what `place_order` raises.
    """
    row = Tier.objects.select_related("variant__offer", "project").get(pk=tier)
    refuse_over(row.project, now)
    wanted, community = {row.variant_id: quantity}, row.variant.offer.community_id
    made = place_order(community=community, wanted=wanted, address=address, actor=actor, now=now)
    refuse_over(locked(Project.objects.filter(pk=row.project_id)), now)
    ask_payment(order=made.pk, provider=MANUAL, actor=actor, now=now)
    made.refresh_from_db()
    return made


def refuse_over(row: Project, now: datetime) -> None:
    """Refuse a pledge for a project that does not run: looked at before, and again once nobody can end it meanwhile."""
    if row.state != ProjectState.RUNNING or now >= row.ends_at:
        raise NotForSale(_("This project takes no pledges now."))


@transaction.atomic
def pay_again(*, order: int, actor: Actor, now: datetime) -> Order:
    """Pay a pledge whose payment failed by another way: by hand. Raises Conflict once the time for that is over."""
    ask_payment(order=order, provider=MANUAL, actor=actor, now=now)
    wait_for_money(order)
    project = Project.objects.filter(offer__variants__lines__order=order).first()
    if project is None or project.state not in (ProjectState.RUNNING, ProjectState.WON):
        raise Conflict(_("This project is over."))
    return Order.objects.get(pk=order)
