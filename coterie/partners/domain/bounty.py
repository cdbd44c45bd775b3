"""Bounties: offered and closed; what a partner's work is asked for, never how many somebody recruits."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.partners.events import BountyClosed, BountyOffered
from coterie.partners.models import Bounty, Programme
from coterie.platform.events.log import publish

LIMITS = {"amount": (1, 10**10), "most": (1, 100_000), "most_each": (1, 1000), "budget": (1, 10**12)}


@transaction.atomic
def offer_bounty(
    *, community: int, title: str, text: str, amount: int, most: int, most_each: int = 1, budget: int | None = None,
    until: datetime | None = None, actor: Actor, now: datetime,
) -> Bounty:  # fmt: skip
    """Offer so much for each piece of work that is accepted, for so many, within a budget; amounts in minor units.

    Raises Conflict while there is no programme, Invalid naming what is wrong.
    """
    require(actor, Permission.EDIT_PARTNERS, community)
    programme = Programme.objects.filter(community=community).first()
    if programme is None:
        raise Conflict(_("Say first what partners get."))
    facts: dict[str, Any] = {"amount": amount, "most": most, "most_each": most_each, "budget": budget}
    refuse_beyond(LIMITS, {name: value for name, value in facts.items() if value is not None})
    if budget is not None and budget < amount:
        raise Invalid(_("The budget is not enough for one."), field="budget")
    if until is not None and until <= now:
        raise Invalid(_("This is over already."), field="until")
    words = {"title": clean(title)[:80], "text": clean(text)[:2000]}
    for name, value in words.items():
        if not value:
            raise Invalid(_("Please fill this in."), field=name)
    facts |= {"currency": currency_of(community), "until": until}
    row = Bounty.objects.create(programme=programme, offered_at=now, **words, **facts)
    data: dict[str, Json] = {"amount": amount, "currency": row.currency, "most": most}
    publish(BountyOffered(at=now, community=community, actor=actor.account, subject=row.pk, data=data))
    return row


@transaction.atomic
def close_bounty(*, bounty: int, actor: Actor, now: datetime) -> Bounty:
    """Take no more work for a bounty; what waits is still decided."""
    row = locked(Bounty.objects.filter(pk=bounty).select_related("programme"))
    require(actor, Permission.EDIT_PARTNERS, row.programme.community_id)
    if row.closed_at is None:
        row.closed_at = now
        row.save(update_fields=["closed_at"])
        community = row.programme.community_id
        publish(BountyClosed(at=now, community=community, actor=actor.account, subject=row.pk))
    return row
