"""A host's word on a friend."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import RecordKind
from coterie.growth.events import ReferralReviewed
from coterie.growth.models import Campaign, ReferralRecord
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish


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
    facts = {"community": row.community_id, "campaign": row.pk, "actor": actor.account, "member": member}
    publish(ReferralReviewed(at=now, data={"may_count": may_count}, **facts))
    return found
