"""The till: how a community takes money by hand, and what a point is worth."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, lock_name
from coterie.kit.text import clean
from coterie.market.domain.offer_picture import replaced_picture
from coterie.market.events import TillChanged
from coterie.market.models import Till
from coterie.market.queries.coupons import till_of
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn


class TillFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays."""

    points_worth: int
    how_to_pay: str


@transaction.atomic
def set_till(*, community: int, actor: Actor, now: datetime, **facts: Unpack[TillFacts]) -> Till:
    """Say how money is taken; orders that were placed keep what their points were worth. Raises Invalid."""
    require(actor, Permission.EDIT_OFFERS, community)
    refuse_beyond({"points_worth": (0, 1_000_000)}, facts)
    if "how_to_pay" in facts:
        facts["how_to_pay"] = clean(facts["how_to_pay"])[:1000]
    return altered_till(community, facts, actor, now)


def set_till_picture(*, community: int, picture: bytes | None, actor: Actor, now: datetime) -> Till:
    """Show the picture that a phone scans to pay, or none. Raises Invalid for what is no picture."""
    require(actor, Permission.EDIT_OFFERS, community)
    shot = drawn(picture) if picture else None
    with transaction.atomic():
        key = replaced_picture(till_of(community).qr, shot, community, now)
        return altered_till(community, {"qr": key}, actor, now)


def altered_till(community: int, facts: Mapping[str, object], actor: Actor, now: datetime) -> Till:
    """Write a till down, and tell of what changed."""
    lock_name(f"till:{community}")
    row = till_of(community)
    if fields := altered(row, facts):
        row.save()
        publish(TillChanged(at=now, community=community, actor=actor.account, data={"fields": list(fields)}))
    return row
