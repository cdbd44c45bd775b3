"""Somebody saw a public page."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from coterie.joining.domain.offer_look import TODAY, Onlooker
from coterie.joining.enums import Turn
from coterie.joining.events import PageSeen
from coterie.joining.models import LiveCode, Touch
from coterie.joining.rules import NO_UTM, Utm
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.events.together import publish_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is seen: a community's own page, a version of a landing page, perhaps in a test, or an offer's page."""

    community: int
    page: int | None = None
    version: int = 0
    test: int | None = None
    arm: str = ""
    offer: int | None = None

    def told(self) -> dict[str, Json]:
        """Return what the event says of a landing page or an offer."""
        facts: dict[str, Json] = {"version": self.version, "test": self.test, "arm": str(self.arm), "offer": self.offer}
        return {name: value for name, value in facts.items() if value}


def see_page(
    *,
    look: Look,
    visitor: int | None,
    member: int | None = None,
    code: LiveCode | None = None,
    utm: Utm = NO_UTM,
    actor: Actor = VISITOR,
    now: datetime,
) -> None:
    """Note a look at a public page of a community, by which code's link and with which tags.

    It is the first step of the community's funnel. The first tags of a visitor stay, the last ones are replaced.
    Of each person's looks at an offer the first of a day names it, and the member who is signed in.
    """
    told = utm.told()
    if look.offer and not TODAY.is_new(look.offer, Onlooker(visitor, member), now.date()):
        look = replace(look, offer=None)
    seen = PageSeen(
        at=now,
        community=look.community,
        subject=look.page,
        actor=actor.account,
        visitor=visitor,
        member=member if look.offer else None,
        channel=code.channel_id if code else None,
        code=code.pk if code else None,
        data=look.told() | ({"utm": told} if told else {}),
    )
    if not told or visitor is None:
        return publish_together(seen)
    with transaction.atomic():
        keep_touches(look.community, visitor, code, told, now)
        publish(seen)
    return None


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
