"""Letting what the ledger says come true: turns are told, rewards are earned or taken back. Safe to repeat."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from coterie.growth.domain.grant import Earned, even_out
from coterie.growth.domain.hold import tell_holds
from coterie.growth.domain.team import share_out_teams
from coterie.growth.domain.together import share_out_together
from coterie.growth.enums import TOLD, Reason, RecordKind, Side, Standing, TeamStanding
from coterie.growth.events import ReferralQualified, ReferralRestored, ReferralRevoked
from coterie.growth.models import Campaign, Milestone, Participant, ReferralRecord, Team
from coterie.growth.queries.ledger import friends_of
from coterie.growth.rules.referral import Friend
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.platform.events.log import publish
from coterie.platform.live import tell

TELLS = {
    RecordKind.QUALIFIED: ReferralQualified, RecordKind.REVOKED: ReferralRevoked, RecordKind.RESTORED: ReferralRestored,
}  # fmt: skip
MOST_AT_ONCE = 500
MOVED = "campaign_moved"


def topic_of(participant: int) -> str:
    """Return what the pages of one who takes part, and of their team, listen to."""
    return f"participant:{participant}"


@transaction.atomic
def settle(*, participant: int, actor: Actor, now: datetime) -> list[Friend]:
    """Tell what changed with the friends of one who takes part, and give or take back what it brings.

    The campaign's row is locked, so its budget and stock are shared out one by one. Returns where the friends stand.
    """
    row = Participant.objects.select_related("terms", "member").get(pk=participant)
    campaign = locked(Campaign.objects.filter(pk=row.campaign_id))
    row.campaign = campaign
    friends = friends_of(row, now)
    tell_turns(row, friends, now)
    tell_holds(row, friends, now)
    share_out(row, friends, actor, now)
    share_out_together(campaign, actor, now)
    ends = share_out_teams(row, friends, actor, now)
    row.due_at = min((moment for moment in (*(friend.due for friend in friends), *ends) if moment), default=None)
    row.counting = sum(friend.standing == Standing.COUNTS for friend in friends)
    row.joined = sum(friend.member is not None for friend in friends)
    row.save(update_fields=["due_at", "counting", "joined"])
    tell(topic_of(row.pk), {"kind": MOVED})
    return friends


def settle_due(*, actor: Actor, now: datetime) -> int:
    """Settle with those of whom something changes by the passing of time; return with how many.

    A campaign may end sooner than it was to, and its teams with it.
    """
    cut = Team.objects.filter(told=TeamStanding.OPEN, founder__campaign__ends_at__lt=now).values("founder")
    rows = Participant.objects.filter(Q(due_at__lte=now) | Q(pk__in=cut))
    due = rows.order_by("due_at").values_list("pk", flat=True)[:MOST_AT_ONCE]
    for number in list(due):
        settle(participant=number, actor=actor, now=now)
    return len(due)


def tell_turns(row: Participant, friends: Iterable[Friend], now: datetime) -> None:
    """Write into the ledger, once, when friends began to count and when they ceased to; it is told, not counted by."""
    turns = {(friend.member, turn.kind, turn.at): turn for friend in friends for turn in friend.turns}
    known = ReferralRecord.objects.filter(
        campaign=row.campaign_id, kind__in=TOLD, member__in={key[0] for key in turns if key[0]}
    )
    new = turns.keys() - set(known.values_list("member", "kind", "at"))
    ordered = sorted(new, key=lambda key: (key[2], key[0] or 0))
    ReferralRecord.objects.bulk_create(
        ReferralRecord(campaign_id=row.campaign_id, kind=kind, at=at, member_id=member, participant=row)
        for member, kind, at in ordered
    )
    facts: dict[str, Any] = {"community": row.campaign.community_id, "campaign": row.campaign_id, "subject": row.pk}
    publish(*(TELLS[RecordKind(kind)](at=now, member=member, **facts) for member, kind, _at in ordered))


def share_out(row: Participant, friends: Iterable[Friend], actor: Actor, now: datetime) -> None:
    """Give what is earned and not given yet, and take back what is earned no more; a paused campaign gives nothing.

    Nothing is given for a friend who is held, and nothing taken back that was given before.
    """
    own = row.grants.filter(reached=0, team=None)
    given = {(one.milestone_id, one.member_id): one for one in own.select_related("milestone", "member")}
    wanted = {key: Earned(row, step, key[1]) for key, step in earned(row, friends)}
    kept = dict(earned(row, friends, held=True))
    even_out(row.campaign, given, wanted, kept=kept, actor=actor, now=now)


def earned(
    row: Participant, friends: Iterable[Friend], *, held: bool = False
) -> Iterator[tuple[tuple[int, int], Milestone]]:
    """Yield which milestones are reached now, or would be with those who are held, with whom each reward is for."""
    counts = [one for one in friends if one.standing == Standing.COUNTS or (held and one.why == Reason.HELD)]
    counting = [friend.member for friend in counts if friend.member]
    for step in row.terms.milestones.all():
        if step.side == Side.FRIEND:
            yield from (((step.pk, member), step) for member in counting)
        elif step.side == Side.INVITER and step.at <= len(counting):
            yield (step.pk, row.member_id), step
