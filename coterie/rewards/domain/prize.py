"""The shop: what can be had for points."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish
from coterie.rewards.events import PrizeChanged
from coterie.rewards.models import Prize

LIMITS = {"price": (1, 10_000_000), "left": (0, 1_000_000), "most_each": (1, 1000), "level": (0, 20)}


class PrizeFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual.

    How many there are (`left`) is said once; later some come to it (`more`) or are taken out: others buy meanwhile.
    """

    name: str
    text: str
    price: int
    left: int | None
    most_each: int | None
    level: int
    on: bool
    more: int


@transaction.atomic
def add_prize(*, community: int, actor: Actor, now: datetime, **facts: Unpack[PrizeFacts]) -> Prize:
    """Put something into the shop. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_REWARDS, community)
    kept = checked(facts, now)
    kept.pop("more", None)
    row = Prize(community_id=community, created_at=now, **kept)
    refuse_odd(row)
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_prize(*, prize: int, actor: Actor, now: datetime, **facts: Unpack[PrizeFacts]) -> Prize:
    """Change what is in the shop; what was bought keeps its price. Raises Invalid naming what is wrong."""
    row = locked(Prize.objects.filter(pk=prize))
    require(actor, Permission.EDIT_REWARDS, row.community_id)
    kept = checked(facts, now)
    kept["left"] = restocked(row, kept.pop("more", 0))
    if row.closed_at and kept.get("closed_at"):
        del kept["closed_at"]
    fields = altered(row, kept)
    refuse_odd(row)
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


def restocked(row: Prize, more: int) -> int | None:
    """Return how many are left when some come to it. Raises Invalid for fewer than none, or where there is no end."""
    if row.left is None:
        if more:
            raise Invalid(_("There are as many as people want."), field="more")
        return None
    if not 0 <= row.left + more <= LIMITS["left"][1]:
        raise Invalid(_("So many are not there."), field="more")
    return row.left + more


def checked(facts: PrizeFacts, now: datetime) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("name", 60), ("text", 600)):
        if name in kept:
            kept[name] = kept[name].strip()[:most]
    if "on" in kept:
        kept["closed_at"] = None if kept.pop("on") else now
    refuse_beyond(LIMITS, {name: value for name, value in kept.items() if value is not None})
    return kept


def refuse_odd(row: Prize) -> None:
    """Refuse what has no name or no price."""
    if not row.name:
        raise Invalid(_("Please give a name."), field="name")
    if not row.price:
        raise Invalid(_("Say how many points it costs."), field="price")


def told(row: Prize, fields: list[str], actor: Actor, now: datetime) -> Prize:
    """Tell of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(PrizeChanged(at=now, data={"fields": sorted(fields)}, **facts))
    return row
