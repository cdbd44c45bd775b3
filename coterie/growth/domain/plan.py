"""The plan of a campaign: the forecast against which it is measured."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.domain.campaign import told
from coterie.growth.models import Campaign, CampaignPlan
from coterie.growth.queries.campaigns import has_begun
from coterie.growth.rules.campaign_file import campaign_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict


@transaction.atomic
def keep_plan(*, campaign: int, numbers: Mapping[str, object], actor: Actor, now: datetime) -> CampaignPlan:
    """Keep a forecast as what a campaign is to do; the numbers are those of its file.

    Raises Invalid with the number that is wrong, Conflict for a plan that the campaign has begun to follow.
    """
    row = locked(Campaign.objects.filter(pk=campaign))
    require(actor, Permission.EDIT_CAMPAIGNS, row.community_id)
    campaign_of(numbers)
    known = CampaignPlan.objects.filter(campaign=row).first()
    if known and known.numbers == dict(numbers):
        return known
    if known and has_begun(row, now):
        raise Conflict(_("The campaign has begun: its plan stays as it was."))
    plan = known or CampaignPlan(campaign=row)
    plan.numbers, plan.kept_at = dict(numbers), now
    plan.save()
    told(row, ["plan"], actor, now)
    return plan
