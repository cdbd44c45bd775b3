"""What all who take part get together: at every so many friends an envelope for the group, or what is drawn."""

from datetime import datetime

from coterie.growth.domain.grant import Earned, beyond, earn
from coterie.growth.enums import CampaignKind, CampaignState, RecordKind, RewardKind
from coterie.growth.models import Campaign, Milestone, ReferralRecord
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.together import given_together, step_together
from coterie.growth.rules.together import Rise, by_lot, rises, seed_of
from coterie.kit.actor import Actor
from coterie.members.queries.members import active_members, keys_of


def share_out_together(row: Campaign, actor: Actor, now: datetime) -> None:
    """Give what all have reached together and nobody gave yet; the caller holds the campaign's lock.

    The whole ledger is folded only where a step may be reached and given: nobody rises without having begun to count,
    and what does not fit budget or stock waits for room without a word.
    """
    if row.kind != CampaignKind.GROUP or row.state == CampaignState.PAUSED:
        return
    step, given = step_together(row), set(given_together(row).values_list("reached", flat=True))
    began = ReferralRecord.objects.filter(campaign=row, kind__in=(RecordKind.QUALIFIED, RecordKind.RESTORED)).count()
    missing = set(range(step.at, began + 1, step.at)) - given if step else ()
    if step is None or not missing or beyond(row, step):
        return
    for rise in rises(friends_in(row, now)):
        if rise.total in missing and (found := whose_turn(row, step, rise)):
            found.participant.campaign = row
            earn(found, None, actor, now)


def whose_turn(row: Campaign, step: Milestone, rise: Rise) -> Earned | None:
    """Return for whom a step is: who is drawn, or of an envelope whose friend was the last one it took."""
    seed = seed_of(row.key, rise.total, keys_of(row.community_id, [rise.member])[rise.member])
    parts = row.participants.select_related("terms", "member")
    if step.kind == RewardKind.ENVELOPE:
        one = parts.get(pk=rise.participant)
        return Earned(one, step, one.member_id, rise.total)
    lots = parts.filter(began_at__lte=rise.at)
    here = set(lots.filter(member__in=active_members(row.community_id).values("pk")).values_list("key", flat=True))
    won = next((key for key in by_lot(seed, lots.values_list("key", flat=True)) if key in here), None)
    if won is None:
        return None
    one = parts.get(key=won)
    return Earned(one, step, one.member_id, rise.total, seed)
