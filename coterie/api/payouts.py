"""Paying partners: batches, and the payouts in them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from coterie.api.found import community_at
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, page_of
from coterie.api.partner_shapes import (
    BatchIn,
    BatchOut,
    PayoutOut,
    PayoutTurn,
    WhichPayouts,
    batch_shown,
    payout_shown,
)
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.payout import prepare_batch, send_batch, send_payout, turn_payout
from coterie.partners.domain.taking import recall_payout
from coterie.partners.models import Payout, PayoutBatch
from coterie.partners.queries.desk import payouts_run_by
from coterie.partners.queries.payouts import batches_run_by

router = Router(tags=["payouts"])
ALL = "/communities/{slug}/payout-batches"
ONE = f"{ALL}/{{key}}"
SEE, PAY = Permission.SEE_REVIEW, Permission.PAY_PARTNERS


def batch_in(request: HttpRequest, community: Community, key: str) -> PayoutBatch:
    """Return a batch of a community. Raises NotFound."""
    row = batches_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such batch."))
    return row


def payout_in(request: HttpRequest, community: Community, key: str, payout: str) -> Payout:
    """Return a payout of a batch. Raises NotFound."""
    row = payouts_run_by(actor_of(request), community.pk).filter(key=payout, batch__key=key).first()
    if row is None:
        raise NotFound(_("There is no such payout."))
    return row


@router.get(ALL, response=Page[BatchOut])
def batches(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the batches, newest first."""
    community = community_at(request, slug, SEE)
    return page_of(batches_run_by(actor_of(request), community.pk), part, batch_shown)


@router.post(ALL, response={201: BatchOut})
def prepare(request: HttpRequest, slug: str, body: BatchIn | None = None) -> Status[dict[str, Any]]:
    """Put together what can be paid to partners, by hand unless you say otherwise."""
    community, provider = community_at(request, slug, PAY), (body or BatchIn()).provider
    made = prepare_batch(community=community.pk, provider=provider, actor=actor_of(request), now=now())
    return Status(201, batch_shown(batch_in(request, community, made.key)))


@router.get(ONE, response=BatchOut)
def batch(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a batch."""
    return batch_shown(batch_in(request, community_at(request, slug, SEE), key))


@router.get(f"{ONE}/payouts", response=Page[PayoutOut])
def payouts(request: HttpRequest, slug: str, key: str, part: Query[WhichPayouts]) -> dict[str, object]:
    """List who is paid how much in a batch, and where to; for who pays them."""
    community = community_at(request, slug, PAY)
    rows = payouts_run_by(actor_of(request), community.pk).filter(batch=batch_in(request, community, key))
    return page_of(rows.filter(state=part.state) if part.state else rows, part, payout_shown)


@router.post(f"{ONE}/sending", response=BatchOut)
@works_apart
def send(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Send what is prepared; sent twice, it is the same money. 502: what is still prepared can be sent again."""
    community = community_at(request, slug, PAY)
    send_batch(batch=batch_in(request, community, key).pk, actor=actor_of(request), now=now())
    return batch_shown(batch_in(request, community, key))


@router.put(f"{ONE}/payouts/{{payout}}/state", response=PayoutOut)
@works_apart
def turn(request: HttpRequest, slug: str, key: str, payout: str, body: PayoutTurn) -> dict[str, Any]:
    """Note that a payout is there or failed, or try it again; of one that is taken in WeChat, WeChat says it."""
    community, actor = community_at(request, slug, PAY), actor_of(request)
    row = payout_in(request, community, key, payout)
    if body.state == "sent":
        send_payout(payout=row.pk, actor=actor, now=now())
    else:
        turn_payout(payout=row.pk, state=body.state, word=body.word, actor=actor, now=now())
    return payout_shown(payout_in(request, community, key, payout))


@router.post(f"{ONE}/payouts/{{payout}}/recall", response=PayoutOut)
@works_apart
def recall(request: HttpRequest, slug: str, key: str, payout: str) -> dict[str, Any]:
    """Call back what a partner was to take in WeChat; still `sent`: WeChat was asked to give it back."""
    community = community_at(request, slug, PAY)
    row = payout_in(request, community, key, payout)
    recall_payout(payout=row.pk, actor=actor_of(request), now=now())
    return payout_shown(payout_in(request, community, key, payout))
