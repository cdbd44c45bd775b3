"""Somebody saw a public page."""

from datetime import datetime

from django.db import transaction

from coterie.joining.enums import Turn
from coterie.joining.events import PageSeen
from coterie.joining.models import LiveCode, Touch
from coterie.joining.rules import NO_UTM, Utm
from coterie.kit.actor import VISITOR, Actor
from coterie.platform.events.log import publish


@transaction.atomic
def see_page(
    *,
    community: int,
    visitor: int | None,
    code: LiveCode | None = None,
    utm: Utm = NO_UTM,
    actor: Actor = VISITOR,
    now: datetime,
) -> None:
    """Note a look at the public page of a community, by which code's link and with which tags.

    It is the first step of the community's funnel. The first tags of a visitor stay, the last ones are replaced.
    """
    told = utm.told()
    if told and visitor is not None:
        keep_touches(community, visitor, code, told, now)
    publish(
        PageSeen(
            at=now,
            community=community,
            actor=actor.account,
            visitor=visitor,
            channel=code.channel_id if code else None,
            code=code.pk if code else None,
            data={"utm": told} if told else {},
        )
    )


def keep_touches(community: int, visitor: int, code: LiveCode | None, told: dict[str, str], now: datetime) -> None:
    """Keep the tags as the last ones, and as the first ones of whoever had none."""
    facts = {"community_id": community, "visitor": visitor, "code": code, "at": now, **told}
    Touch.objects.bulk_create([Touch(turn=Turn.FIRST, **facts)], ignore_conflicts=True)
    Touch.objects.bulk_create(
        [Touch(turn=Turn.LAST, **facts)],
        update_conflicts=True,
        unique_fields=["community", "visitor", "turn"],
        update_fields=["code", "at", *Utm._fields],
    )
