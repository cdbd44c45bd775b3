"""What is in a bundle, for who sells."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from coterie.api.found import community_at
from coterie.api.selling import EDIT, PartIn, VariantOut, variant_shown
from coterie.api.token import actor_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.bundle import drop_part, set_part
from coterie.market.models import Variant
from coterie.market.queries.bundles import bundles_run_by, can_be_in_one

router = Router(tags=["market"])
PART = "/communities/{slug}/bundles/{bundle}/parts/{part}"


def bundle_at(request: HttpRequest, slug: str, bundle: str) -> Variant:
    """Find a bundle: a way to buy an offer of that kind. Raises NotFound or Forbidden."""
    row = bundles_run_by(actor_of(request), community_at(request, slug, EDIT).pk).filter(key=bundle).first()
    if row is None:
        raise NotFound(_("There is no such bundle."))
    return row


@router.put(PART, response=VariantOut)
def put_in(request: HttpRequest, slug: str, bundle: str, part: str, body: PartIn) -> dict[str, Any]:
    """Put so many of a variant of another offer into a bundle, which is a variant too."""
    row = bundle_at(request, slug, bundle)
    found = can_be_in_one(row.offer.community_id).filter(key=part).first()
    if found is None:
        raise NotFound(_("This cannot be in a bundle."))
    set_part(bundle=row.pk, variant=found.pk, quantity=body.quantity, actor=actor_of(request), now=now())
    return variant_shown(bundle_at(request, slug, bundle))


@router.delete(PART, response={204: None})
def take_out(request: HttpRequest, slug: str, bundle: str, part: str) -> Status[None]:
    """Take something out of a bundle."""
    row = bundle_at(request, slug, bundle)
    inside = row.parts.filter(variant__key=part).first()
    if inside is None:
        raise NotFound(_("This is not in the bundle."))
    drop_part(bundle=row.pk, variant=inside.variant_id, actor=actor_of(request), now=now())
    return Status(204, None)
