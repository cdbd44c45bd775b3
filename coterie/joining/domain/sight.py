"""Somebody saw a public page."""

from datetime import datetime

from django.db import transaction

from coterie.joining.events import PageSeen
from coterie.kit.actor import VISITOR, Actor
from coterie.platform.events.log import publish


@transaction.atomic
def see_page(*, community: int, visitor: int | None, actor: Actor = VISITOR, now: datetime) -> None:
    """Note a look at the public page of a community: the first step of its funnel."""
    publish(PageSeen(at=now, community=community, actor=actor.account, visitor=visitor))
