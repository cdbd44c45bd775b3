"""A host's word on a friend, or on many who are held."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.domain.hold import end
from coterie.growth.enums import HoldState, RecordKind
from coterie.growth.events import ReferralReviewed
from coterie.growth.models import Campaign, Hold, ReferralRecord
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish

MOST_AT_ONCE = 500


@transaction.atomic
def review_friend(
    *, campaign: int, member: int, may_count: bool, why: str, actor: Actor, now: datetime
) -> ReferralRecord:
    """Decide whether a friend may count, with a reason; the last word holds, and all words stay in the ledger.

    Raises Invalid without a reason, NotFound for who is nobody's friend in the campaign.
    """
    row = locked(Campaign.objects.filter(pk=campaign))
    require(actor, Permission.EDIT_CAMPAIGNS, row.community_id)
    reason = clean(why)[:120]
    if not reason:
        raise Invalid(_("Say why: it stays in the ledger."), field="why")
    if not ReferralRecord.objects.filter(campaign=row, member=member, kind=RecordKind.JOINED).exists():
        raise NotFound(_("There is no such friend."))
    word = {"kind": RecordKind.REVIEWED, "again": may_count, "why": reason, "account_id": actor.account}
    found, _made = ReferralRecord.objects.update_or_create(
        campaign=row, member_id=member, kind=RecordKind.REVIEWED, at=now, event=None, defaults=word
    )
    for hold in row.holds.filter(member=member).exclude(state=HoldState.GONE):
        end(hold, HoldState.PASSED if may_count else HoldState.REFUSED, row.community_id, now, actor.account)
    facts = {"community": row.community_id, "campaign": row.pk, "actor": actor.account, "member": member}
    publish(ReferralReviewed(at=now, data={"may_count": may_count}, **facts))
    return found


@transaction.atomic
def decide_holds(
    *, community: int, holds: Collection[str], may_count: bool, why: str, actor: Actor, now: datetime
) -> list[Hold]:
    """Let friends who were held count, or refuse them, with one reason; a second word may be another, the last holds.

    Raises Invalid where none is chosen, or too many. Returns those decided; keys that name none are passed over, and
    those on whom there is nothing to decide any more.
    """
    require(actor, Permission.EDIT_CAMPAIGNS, community)
    if not 0 < len(holds) <= MOST_AT_ONCE:
        raise Invalid(_("Choose from 1 to %(most)s friends.") % {"most": MOST_AT_ONCE}, field="holds")
    word: dict[str, Any] = {"may_count": may_count, "why": why, "actor": actor, "now": now}
    rows = Hold.objects.filter(campaign__community=community, key__in=holds).exclude(state=HoldState.GONE)
    for row in (found := list(rows.order_by("campaign", "pk"))):
        review_friend(campaign=row.campaign_id, member=row.member_id, **word)
        row.refresh_from_db()
    return found
