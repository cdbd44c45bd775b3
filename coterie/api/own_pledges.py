"""Projects and pledges of the person who asks."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from coterie.api.fund_shapes import PledgeIn, PledgeOut, ProjectOut, pledge_shown, project_shown
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.pledge import pay_again, pledge
from coterie.market.models import Order
from coterie.market.queries.projects import pledges_of, public_projects

router = Router(tags=["projects"])
MINE = "/me/memberships/{slug}"


def own_pledge(actor: Actor, community: int, key: str) -> Order:
    """Return one's own pledge. Raises NotFound."""
    row = pledges_of(actor, community).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such pledge."))
    return row


@router.get(f"{MINE}/projects", response=Page[ProjectOut])
def own_projects(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the projects that run or ran, newest first."""
    community = community_inside(need_scope(request, READ), slug)
    rows = public_projects(community.pk).prefetch_related("tiers__variant", "stretches")
    return page_of(rows, part, project_shown)


@router.post(f"{MINE}/projects/{{key}}/pledges", response={201: PledgeOut})
def back(request: HttpRequest, slug: str, key: str, body: PledgeIn) -> Status[dict[str, Any]]:
    """Pledge for a tier; it counts when it is paid."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = public_projects(member.community_id).filter(offer__key=key).first()
    tier = row.tiers.filter(variant__key=body.tier).first() if row else None
    if tier is None:
        raise NotFound(_("There is no such tier."))
    facts = {"quantity": body.quantity, "address": body.address}
    made = pledge(tier=tier.pk, **facts, actor=actor, now=now())  # type: ignore[arg-type]  # as it is called
    return Status(201, pledge_shown(own_pledge(actor, member.community_id, made.key)))


@router.get(f"{MINE}/pledges", response=Page[PledgeOut])
def own_pledges(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you have pledged, newest first."""
    actor = need_scope(request, READ)
    return page_of(pledges_of(actor, community_inside(actor, slug).pk), part, pledge_shown, by_time="placed_at")


@router.get(f"{MINE}/pledges/{{key}}", response=PledgeOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a pledge of yours."""
    actor = need_scope(request, READ)
    return pledge_shown(own_pledge(actor, own_member(actor, slug).community_id, key))


@router.put(f"{MINE}/pledges/{{key}}/payment", response=PledgeOut)
def pay(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Pay by hand what failed another way."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    pay_again(order=own_pledge(actor, community, key).pk, actor=actor, now=now())
    return pledge_shown(own_pledge(actor, community, key))


@router.delete(f"{MINE}/pledges/{{key}}", response=PledgeOut)
def take_back(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Take back a pledge that is not paid."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    cancel_order(order=own_pledge(actor, community, key).pk, actor=actor, now=now())
    return pledge_shown(own_pledge(actor, community, key))
