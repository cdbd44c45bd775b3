"""Bundles: several things bought as one, for one price.

An order has a line for the bundle, which has the money, and one for each thing in it, which takes, opens and gives back
as if it had been bought alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.domain.offer import facts_of, own_offer
from coterie.market.enums import OfferKind, OfferState
from coterie.market.events import OfferChanged
from coterie.market.models import BundlePart, Offer, OrderLine, Variant
from coterie.market.queries.bundles import can_be_in_one
from coterie.platform.events.log import publish

MOST_PARTS = 10
LIMITS = {"quantity": (1, 100)}


class Inside(NamedTuple):
    """So many of something that come with a bundle."""

    bundle: int
    variant: int
    quantity: int


@transaction.atomic
def set_part(*, bundle: int, variant: int, quantity: int, actor: Actor, now: datetime) -> BundlePart:
    """Put so many of something into a bundle; who ordered before has what was in it then.

    Raises Invalid for what cannot be in one, or more than ten things.
    """
    row, parent = own_bundle(bundle, actor)
    refuse_beyond(LIMITS, {"quantity": quantity})
    if not can_be_in_one(parent.community_id).filter(pk=variant).exists():
        raise Invalid(_("This cannot be in a bundle."), field="part")
    if row.parts.exclude(variant=variant).count() >= MOST_PARTS:
        raise Invalid(_("Ten different things are enough."), field="part")
    part, _made = row.parts.update_or_create(variant_id=variant, defaults={"quantity": quantity})
    tell(row, parent, actor, now)
    return part


@transaction.atomic
def drop_part(*, bundle: int, variant: int, actor: Actor, now: datetime) -> None:
    """Take something out of a bundle. Raises NotFound, Conflict for the last thing in one that is for sale."""
    row, parent = own_bundle(bundle, actor)
    if not row.parts.filter(variant=variant).exists():
        raise NotFound(_("This is not in the bundle."))
    if parent.state == OfferState.OPEN and row.closed_at is None and row.parts.count() == 1:
        raise Conflict(_("A bundle that is for sale is not empty: put something else into it first."))
    row.parts.filter(variant=variant).delete()
    tell(row, parent, actor, now)


def own_bundle(bundle: int, actor: Actor) -> tuple[Variant, Offer]:
    """Lock the offer of a bundle; return the way to buy it, and the offer."""
    row = Variant.objects.filter(pk=bundle, offer__kind=OfferKind.BUNDLE).first()
    if row is None:
        raise NotFound(_("There is no such bundle."))
    return row, own_offer(row.offer_id, actor)


def tell(row: Variant, parent: Offer, actor: Actor, now: datetime) -> None:
    """Tell that something else is in a bundle."""
    publish(OfferChanged(at=now, data={"fields": ["parts"], "variant": row.pk}, **facts_of(parent, actor)))


def unpacked(wanted: Mapping[int, int]) -> list[Inside]:
    """Return what is in the bundles among what is wanted. Raises Invalid for what would be ordered twice."""
    rows = BundlePart.objects.filter(bundle__in=wanted).order_by("pk")
    found = [Inside(row.bundle_id, row.variant_id, row.quantity * wanted[row.bundle_id]) for row in rows]
    times = Counter([*wanted, *(one.variant for one in found)])
    if any(count > 1 for count in times.values()):
        raise Invalid(_("What is in a bundle cannot be ordered beside it: order it by itself."), field="quantity")
    return found


def with_parts(lines: Iterable[OrderLine], over: set[int]) -> set[int]:
    """Return the variants of lines that are over, and of those that came with them in a bundle."""
    return over | {one.variant_id for one in lines if one.bundle_id in over}
