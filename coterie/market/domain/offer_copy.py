"""One more offer like another."""

from datetime import datetime

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.market.domain.offer import make_offer, own_offer
from coterie.market.models import Benefit, BundlePart, Offer, TeamTerms, Variant

WORDS = ("title", "teaser", "story", "scene", "with_address", "move_hours")
FACTS = ("name", "price", "cost", "left", "most_each")


@transaction.atomic
def copy_offer(*, offer: int, slug: str, actor: Actor, now: datetime) -> Offer:
    """Write an offer with the words, prices and benefits of another, under an address of its own; without the picture.

    Raises Invalid naming what is wrong with the address.
    """
    row = own_offer(offer, actor)
    words = {name: getattr(row, name) for name in WORDS}
    made = make_offer(community=row.community_id, kind=row.kind, slug=slug, **words, actor=actor, now=now)
    for one in row.variants.filter(closed_at=None).order_by("pk"):
        copied = Variant.objects.create(offer=made, **{name: getattr(one, name) for name in FACTS})
        BundlePart.objects.bulk_create(
            BundlePart(bundle=copied, variant_id=part.variant_id, quantity=part.quantity) for part in one.parts.all()
        )
        if terms := TeamTerms.objects.filter(variant=one).first():
            terms.pk, terms.variant = None, copied
            terms.save(force_insert=True)
    Benefit.objects.bulk_create(
        Benefit(offer=made, kind=one.kind, target=one.target, days=one.days) for one in row.benefits.all()
    )
    return made
