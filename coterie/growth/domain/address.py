"""Where a thing is to be sent that somebody earned."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.growth.events import AddressGiven
from coterie.growth.models import RewardGrant
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish


@transaction.atomic
def say_address(*, grant: int, address: str, actor: Actor, now: datetime) -> RewardGrant:
    """Say where a thing is to be sent; until it is handed over it can be said anew, then it is forgotten.

    Raises NotFound to whoever it does not belong to, Conflict for what is not sent (any more), Invalid for no address.
    """
    row = locked(RewardGrant.objects.filter(pk=grant).select_related("campaign", "milestone", "member"))
    if member_of(actor, row.campaign.community_id) != row.member:
        raise NotFound(_("There is no such reward."))
    if not row.is_to_be_sent:
        raise Conflict(_("This reward is not to be sent."))
    row.address = clean(address)[:400]
    if not row.address:
        raise Invalid(_("Say where it is to be sent."), field="address")
    row.save(update_fields=["address"])
    facts: dict[str, Any] = {
        "community": row.campaign.community_id,
        "campaign": row.campaign_id,
        "actor": actor.account,
    }
    publish(AddressGiven(at=now, subject=row.pk, member=row.member_id, **facts))
    return row
