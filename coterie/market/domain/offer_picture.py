"""The picture of an offer."""

from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound
from coterie.market.domain.offer import facts_of, own_offer
from coterie.market.events import OfferChanged
from coterie.market.models import Offer
from coterie.platform.events.log import publish
from coterie.platform.files.picture import Drawn, drawn
from coterie.platform.files.storing import remove, store_drawn, stored_file


def set_offer_picture(*, offer: int, picture: bytes | None, actor: Actor, now: datetime) -> Offer:
    """Show a picture of what is sold, or none. Raises Invalid for what is no picture."""
    found = Offer.objects.filter(pk=offer).first()
    if found is None:
        raise NotFound
    require(actor, Permission.EDIT_OFFERS, found.community_id)
    shot = drawn(picture) if picture else None
    with transaction.atomic():
        row = own_offer(offer, actor)
        row.picture = replaced_picture(row.picture, shot, row.community_id, now)
        row.save(update_fields=["picture"])
        publish(OfferChanged(at=now, data={"fields": ["picture"]}, **facts_of(row, actor)))
        return row


def replaced_picture(before: str, shot: Drawn | None, community: int, now: datetime) -> str:
    """Keep a picture in the place of another; return its key, empty for none."""
    if before:
        remove(stored_file(before))
    return store_drawn(shot, community=community, now=now).key if shot else ""
