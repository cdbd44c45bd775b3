"""Tests of sizes and prices: preparing one, beginning it, deciding it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.offer import close_offer, open_offer
from coterie.market.enums import LadderBy, LadderState, OfferState
from coterie.market.events import LadderBegun, LadderDecided
from coterie.market.models import Ladder, Offer, Rung
from coterie.platform.events.log import publish

MOST_RUNGS = 5

Weights = Mapping[int, int]
"""Offers, and how large a part of the visitors sees each."""


@transaction.atomic
def make_ladder(*, community: int, title: str, by: str, offers: Weights, actor: Actor, now: datetime) -> Ladder:
    """Prepare a test of offers that are sizes of one content. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_OFFERS, community)
    row = Ladder(community_id=community, title=checked_title(title), by=checked_by(by), created_at=now)
    refuse_strange(community, offers)
    row.save()
    write_rungs(row, offers)
    return row


@transaction.atomic
def edit_ladder(*, ladder: int, title: str, by: str, offers: Weights, actor: Actor, now: datetime) -> Ladder:  # noqa: ARG001 - a draft has no history
    """Change a test that has not begun. Raises Conflict for one that has: its figures would mean nothing."""
    row = own_ladder(ladder, actor)
    if row.state != LadderState.DRAFT:
        raise Conflict(_("The test has begun; it can only be decided."))
    row.title, row.by = checked_title(title), checked_by(by)
    refuse_strange(row.community_id, offers)
    row.save(update_fields=["title", "by"])
    write_rungs(row, offers)
    return row


@transaction.atomic
def begin_ladder(*, ladder: int, actor: Actor, now: datetime) -> Ladder:
    """Begin a test: from now on its address shows everybody one of its offers.

    Raises Conflict where an offer is not for sale, or stands in another test that runs.
    """
    row = own_ladder(ladder, actor)
    if row.state != LadderState.DRAFT:
        raise Conflict(_("The test has begun already."))
    offers = [rung.offer for rung in row.rungs.select_related("offer")]
    refuse_unready(row, offers)
    row.state, row.begun_at = LadderState.RUNNING, now
    row.save(update_fields=["state", "begun_at"])
    publish(LadderBegun(at=now, data={"offers": [offer.pk for offer in offers]}, **facts_of(row, actor)))
    return row


@transaction.atomic
def decide_ladder(*, ladder: int, offer: int, actor: Actor, now: datetime) -> Ladder:
    """Keep one offer of a test for sale and take the others down; who bought one of them keeps it."""
    row = own_ladder(ladder, actor)
    if row.state != LadderState.RUNNING:
        raise Conflict(_("The test does not run."))
    rungs = list(row.rungs.select_related("offer").order_by("offer"))
    kept = next((rung for rung in rungs if rung.offer_id == offer), None)
    if kept is None:
        raise Invalid(_("Choose one of its offers."), field="offer")
    for rung in rungs:
        if rung != kept and rung.offer.state == OfferState.OPEN:
            close_offer(offer=rung.offer_id, actor=actor, now=now)
    open_offer(offer=offer, actor=actor, now=now)
    row.state, row.decided_at, row.winner = LadderState.DECIDED, now, kept
    row.save(update_fields=["state", "decided_at", "winner"])
    publish(LadderDecided(at=now, data={"offer": offer}, **facts_of(row, actor)))
    return row


def own_ladder(ladder: int, actor: Actor) -> Ladder:
    """Lock a test of the actor's community."""
    row = locked(Ladder.objects.filter(pk=ladder))
    require(actor, Permission.EDIT_OFFERS, row.community_id)
    return row


def checked_title(title: str) -> str:
    """Return a title as it is kept."""
    if not clean(title):
        raise Invalid(_("Please give a name."), field="title")
    return clean(title)[:80]


def checked_by(by: str) -> str:
    """Return who sees one price, if it is known."""
    if by not in LadderBy.values:
        raise Invalid(_("Choose who sees the same price."), field="by")
    return by


def refuse_strange(community: int, offers: Weights) -> None:
    """Refuse too few or too many offers, and those of others."""
    if not 2 <= len(offers) <= MOST_RUNGS:
        raise Invalid(_("Choose two to five offers."), field="offers")
    for weight in offers.values():
        refuse_beyond({"weight": (1, 100)}, {"weight": weight})
    if Offer.objects.filter(community=community, pk__in=offers).count() != len(offers):
        raise Invalid(_("There is no such offer."), field="offers")


def write_rungs(row: Ladder, offers: Weights) -> None:
    """Write down the offers of a test."""
    row.rungs.all().delete()
    Rung.objects.bulk_create(
        Rung(ladder=row, offer_id=offer, position=place, weight=weight)
        for place, (offer, weight) in enumerate(offers.items())
    )


def refuse_unready(row: Ladder, offers: list[Offer]) -> None:
    """Refuse what cannot be sold, and what is tested elsewhere: one person would see two prices."""
    lock_name(f"ladders:{row.community_id}")
    if any(offer.state != OfferState.OPEN for offer in offers):
        raise Conflict(_("Open all its offers for sale first."))
    if Rung.objects.filter(offer__in=offers, ladder__state=LadderState.RUNNING).exists():
        raise Conflict(_("One of its offers is in another test that runs."))


def facts_of(row: Ladder, actor: Actor) -> dict[str, Any]:
    """Return what every event of a test names."""
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk}
