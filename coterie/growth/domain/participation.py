"""Taking part in a campaign, and coming by somebody's link."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.growth.enums import Medium, RecordKind
from coterie.growth.errors import NotRunning
from coterie.growth.events import CampaignJoined, ReferralScanned
from coterie.growth.models import Campaign, Participant, ReferralRecord
from coterie.growth.queries.campaigns import is_open
from coterie.growth.queries.holdout import terms_open_to
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish


@transaction.atomic
def take_part(*, campaign: int, visitor: int | None = None, actor: Actor, now: datetime) -> Participant:
    """Take part by the terms of today, which stay; a second time changes nothing.

    Raises NotRunning before it starts, while it is paused and after it ends, NotFound for who is no member.
    """
    row = Campaign.objects.get(pk=campaign)
    member = member_of(actor, row.community_id)
    if member is None:
        raise NotFound(_("There is no such page."))
    if known := Participant.objects.filter(campaign=row, member=member).first():
        return known
    if not is_open(row, now):
        raise NotRunning(_("Nobody can take part in this campaign now."))
    terms = terms_open_to(row, member.key)
    facts = {"terms": terms, "visitor": visitor, "began_at": now}
    mine, fresh = Participant.objects.get_or_create(campaign=row, member=member, defaults=facts)
    if fresh and terms is not None:
        told = {"community": row.community_id, "actor": actor.account, "campaign": row.pk, "member": member.pk}
        publish(CampaignJoined(at=now, subject=mine.pk, data={"terms": terms.number}, **told))
    return mine


@transaction.atomic
def follow_link(
    *, participant: int, visitor: int, medium: Medium = Medium.LINK, actor: Actor = VISITOR, now: datetime
) -> bool:
    """Note that a browser came by a participant's link, once, while the campaign runs; tell whether it is new.

    Whose link was the first one is no question of who is noted first: the fold finds it.
    """
    row = Participant.objects.select_related("campaign").get(pk=participant)
    campaign = row.campaign
    if not is_open(campaign, now):
        return False
    known = {"campaign": campaign, "visitor": visitor, "participant": row, "kind": RecordKind.SCANNED}
    _found, fresh = ReferralRecord.objects.get_or_create(**known, defaults={"at": now, "medium": medium})
    if fresh:
        facts: dict[str, Any] = {"community": campaign.community_id, "campaign": campaign.pk, "visitor": visitor}
        publish(ReferralScanned(at=now, subject=row.pk, actor=actor.account, **facts))
    return fresh
