"""Bundles for tests."""

from typing import Any

from coterie.market.domain.bundle import set_part
from coterie.market.domain.offer import make_offer, open_offer
from coterie.market.domain.variant import add_variant
from coterie.market.models import Variant
from tests.cast import NOW, Cast


def a_bundle(cast: Cast, *parts: tuple[Variant, int], slug: str = "set", **facts: Any) -> Variant:
    """Put a bundle up for sale."""
    doer: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    offer = make_offer(community=cast.table.pk, kind="bundle", title=slug.title(), slug=slug, **doer)
    row = add_variant(offer=offer.pk, **{"price": 1500, **facts}, **doer)
    for variant, quantity in parts:
        set_part(bundle=row.pk, variant=variant.pk, quantity=quantity, **doer)
    open_offer(offer=offer.pk, **doer)
    return row
