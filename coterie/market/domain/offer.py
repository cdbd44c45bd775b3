"""Offers: writing them, putting them up for sale, taking them down."""

import re
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.enums import OfferKind, OfferState
from coterie.market.events import OfferChanged, OfferClosed, OfferMade, OfferOpened
from coterie.market.models import Offer
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
LIMITS = {"move_hours": (0, 720)}
LENGTHS = {"title": 80, "teaser": 160, "story": 8000, "scene": 60}


class OfferFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    slug: str
    title: str
    teaser: str
    story: str
    picture: str
    scene: str
    with_address: bool
    move_hours: int


@transaction.atomic
def make_offer(*, community: int, kind: str, actor: Actor, now: datetime, **facts: Unpack[OfferFacts]) -> Offer:
    """Write an offer; it can be bought when it is opened. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_OFFERS, community)
    if kind not in OfferKind.values:
        raise Invalid(_("Choose what is sold."), field="kind")
    row = Offer(community_id=community, kind=kind, created_at=now, **checked(facts))
    refuse_odd(row)
    row.save()
    return told(row, OfferMade, actor, now)


@transaction.atomic
def edit_offer(*, offer: int, actor: Actor, now: datetime, **facts: Unpack[OfferFacts]) -> Offer:
    """Change an offer; orders keep the words and prices they were made with. Raises Invalid naming what is wrong."""
    row = own_offer(offer, actor)
    fields = altered(row, checked(facts))
    refuse_odd(row)
    if fields:
        row.save(update_fields=fields)
        publish(OfferChanged(at=now, data={"fields": list(fields)}, **facts_of(row, actor)))
    return row


@transaction.atomic
def open_offer(*, offer: int, actor: Actor, now: datetime) -> Offer:
    """Put an offer up for sale. Raises Invalid when it has nothing to be bought."""
    row = own_offer(offer, actor)
    if row.state == OfferState.OPEN:
        return row
    if not row.variants.filter(closed_at=None).exists():
        raise Invalid(_("Say first what it costs."), field="price")
    if row.kind == OfferKind.BUNDLE and row.variants.filter(closed_at=None, parts=None).exists():
        raise Invalid(_("Say first what is in it."), field="part")
    row.state, row.opened_at, row.closed_at = OfferState.OPEN, row.opened_at or now, None
    row.save(update_fields=["state", "opened_at", "closed_at"])
    return told(row, OfferOpened, actor, now)


@transaction.atomic
def close_offer(*, offer: int, actor: Actor, now: datetime) -> Offer:
    """Take an offer down; what was bought stays. Raises Conflict when it was never for sale."""
    row = own_offer(offer, actor)
    if row.state == OfferState.CLOSED:
        return row
    if row.state == OfferState.DRAFT:
        raise Conflict(_("It was never for sale."))
    row.state, row.closed_at = OfferState.CLOSED, now
    row.save(update_fields=["state", "closed_at"])
    return told(row, OfferClosed, actor, now)


def own_offer(offer: int, actor: Actor) -> Offer:
    """Lock an offer of the actor's community."""
    row = locked(Offer.objects.filter(pk=offer))
    require(actor, Permission.EDIT_OFFERS, row.community_id)
    return row


def checked(facts: OfferFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in LENGTHS.items():
        if name in kept:
            kept[name] = clean(kept[name])[:most]
    if "slug" in kept:
        kept["slug"] = kept["slug"].strip().lower()
    refuse_beyond(LIMITS, kept)
    return kept


def refuse_odd(row: Offer) -> None:
    """Refuse an offer without a name, or with an address that is none or taken."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if not SLUG.fullmatch(row.slug):
        raise Invalid(_("Use small letters, digits and hyphens."), field="slug")
    if Offer.objects.filter(slug=row.slug).exclude(pk=row.pk).exists():
        raise Invalid(_("This address is taken."), field="slug")


def told(row: Offer, kind: type[Event], actor: Actor, now: datetime) -> Offer:
    """Tell what became of an offer."""
    publish(kind(at=now, **facts_of(row, actor)))
    return row


def facts_of(row: Offer, actor: Actor) -> dict[str, Any]:
    """Return what every event of an offer names."""
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk}
