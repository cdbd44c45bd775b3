"""What is in a bundle, what that would cost one by one, and how many bundles are left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OfferKind, OfferState
from coterie.market.models import Offer, Variant
from coterie.market.queries.offers import called

IN_ONE = (OfferKind.PRODUCT, OfferKind.COURSE, OfferKind.TICKET)
"""What can be in a bundle: what needs no time, has no turns and no backers."""


@dataclass(frozen=True, slots=True)
class InBundle:
    """So many of something in a bundle."""

    key: str
    title: str
    slug: str
    quantity: int


def bundles_run_by(actor: Actor, community: int) -> QuerySet[Variant]:
    """The bundles of a community that can be bought or could, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return Variant.objects.filter(offer__community=community, offer__kind=OfferKind.BUNDLE).select_related("offer")


def can_be_in_one(community: int) -> QuerySet[Variant]:
    """What of a community can be in a bundle: what is sold in one piece, or will be."""
    rows = Variant.objects.filter(offer__community=community, offer__kind__in=IN_ONE, offer__project=None)
    kept = rows.filter(closed_at=None).exclude(offer__state=OfferState.CLOSED)
    return kept.select_related("offer").order_by("offer__title", "pk")


def parts_of(bundle: Variant) -> list[InBundle]:
    """Return what is in a bundle, in the order in which it was put there."""
    return [
        InBundle(row.variant.key, called(row.variant), row.variant.offer.slug, row.quantity)
        for row in sorted(bundle.parts.all(), key=lambda row: row.pk)
    ]


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle as its visitors see it: its name, what is in it, and what that would cost one by one."""

    name: str
    parts: list[InBundle]
    alone: int


def bundled(offer: Offer, variants: Iterable[Variant]) -> list[Bundled]:
    """Return what is in the bundles that an offer is; nothing of an offer of another kind."""
    rows = variants if offer.kind == OfferKind.BUNDLE else ()
    return [Bundled(row.name, parts_of(row), one_by_one(row)) for row in rows]


def one_by_one(bundle: Variant) -> int:
    """Return what the things in a bundle would cost one by one, in minor units."""
    return sum(row.variant.price * row.quantity for row in bundle.parts.all())


def is_sent(offer: Offer) -> bool:
    """Tell whether an offer, or something that is in it, is sent somewhere."""
    if offer.kind != OfferKind.BUNDLE:
        return offer.with_address
    inside = (part.variant.offer for row in offer.variants.all() for part in row.parts.all())
    return offer.with_address or any(one.with_address for one in inside)


def left_of(bundle: Variant) -> int | None:
    """Return how many bundles are left: as many as each thing in it lasts for; None: as many as people want."""
    lasts = [bundle.left, *(lasts_for(row.variant, row.quantity) for row in bundle.parts.all())]
    return min((left for left in lasts if left is not None), default=None)


def counted(rows: Sequence[Variant]) -> Sequence[Variant]:
    """Say of those that are bundles how many are left; of the others it is said already."""
    for row in rows:
        if row.parts.all():
            row.left = left_of(row)
    return rows


def lasts_for(row: Variant, each: int) -> int | None:
    """Return for how many bundles a thing lasts; None is not for sale: for none."""
    if row.closed_at or row.offer.state not in (OfferState.OPEN, OfferState.HIDDEN):
        return 0
    return None if row.left is None else row.left // each
