"""A campaign as one who takes part sees it: how far they are, with whom, and what it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from coterie.growth.enums import Reason, Side, Standing
from coterie.growth.models import Campaign, CampaignTerms, Milestone, Participant, RewardGrant
from coterie.growth.queries.campaigns import campaigns_open_to
from coterie.growth.queries.holdout import terms_open_to
from coterie.growth.queries.ledger import friends_of
from coterie.growth.queries.overview import SHOWN
from coterie.growth.rules.referral import Friend
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of, names_of


@dataclass(frozen=True, slots=True)
class Known:
    """A friend by name, where they stand and why; `due`: when it may change by itself."""

    name: str
    standing: Standing
    why: Reason | None
    joined_at: datetime
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone, and what became of its reward."""

    milestone: Milestone
    reached: bool
    grant: RewardGrant | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is; `looked`: how many came by the link and did not join yet."""

    counting: int
    looked: int
    friends: Sequence[Known]
    marks: Sequence[Mark]

    @property
    def next(self) -> Milestone | None:
        """The first milestone that is not reached."""
        return next((mark.milestone for mark in self.marks if not mark.reached), None)


def progress_of(participant: Participant, at: datetime) -> Progress:
    """Return how far one is at a moment, by the one fold."""
    friends = friends_of(participant, at)
    counting = sum(friend.standing == Standing.COUNTS for friend in friends)
    looked = sum(friend.member is None for friend in friends)
    return Progress(counting, looked, known(participant, friends), marks_of(participant, counting))


def known(participant: Participant, friends: Sequence[Friend]) -> list[Known]:
    """Return the friends who joined, who came last first."""
    joined = [(friend.member, friend.joined_at, friend) for friend in friends if friend.member and friend.joined_at]
    names = names_of(participant.campaign.community_id, [member for member, _at, _friend in joined])
    found = [
        Known(
            names.get(member, ""), Standing(friend.standing), Reason(friend.why) if friend.why else None, at, friend.due
        )
        for member, at, friend in joined
    ]
    return sorted(found, key=lambda one: one.joined_at, reverse=True)


def marks_of(participant: Participant, counting: int) -> list[Mark]:
    """Return the milestones of the terms that one has, with what they brought."""
    grants = {grant.milestone_id: grant for grant in rewards_of(participant)}
    steps = promised(participant.terms, Side.INVITER)
    return [Mark(step, step.at <= counting, grants.get(step.pk)) for step in steps]


def promised(terms: CampaignTerms, side: str) -> QuerySet[Milestone]:
    """The milestones of one side, the nearest first."""
    return terms.milestones.filter(side=side).select_related("badge", "offer").order_by("at")


def terms_for(campaign: Campaign, participant: Participant | None, actor: Actor) -> CampaignTerms:
    """Return the terms that one took part by; of who does not, those by which they would."""
    member = None if participant else member_of(actor, campaign.community_id)
    terms = participant.terms if participant else member and terms_open_to(campaign, member.key)
    terms = terms or campaign.terms.latest("number")
    terms.campaign = campaign
    return terms


def rewards_of(participant: Participant) -> QuerySet[RewardGrant]:
    """What one earned by friends."""
    rows = participant.grants.filter(milestone__side=Side.INVITER)
    return rows.select_related("milestone__badge", "milestone__offer").order_by("milestone__at")


def drawn_for(participant: Participant) -> QuerySet[RewardGrant]:
    """What one got by having been drawn among all."""
    rows = participant.grants.filter(reached__gt=0).exclude(seed="")
    return rows.select_related("milestone__badge", "milestone__offer").order_by("reached")


def is_settled(participant: Participant, at: datetime) -> bool:
    """Tell whether all that time has brought is given already."""
    return participant.due_at is None or participant.due_at > at


def thanks_to(actor: Actor, community: int) -> QuerySet[RewardGrant]:
    """What somebody got for having come as a friend, by themselves or as one of a team, newest first."""
    member = member_of(actor, community)
    rows = RewardGrant.objects.filter(member=member, milestone__side__in=(Side.FRIEND, Side.TEAM))
    return rows.exclude(participant__member=member).select_related(*SHOWN).order_by("-pk")


def earned_by(actor: Actor, community: int) -> QuerySet[RewardGrant]:
    """All that somebody got from campaigns, for friends and as one, newest first."""
    rows = RewardGrant.objects.filter(member=member_of(actor, community), campaign__community=community)
    rows = rows.exclude(reached__gt=0, seed="")
    return rows.select_related(*SHOWN).order_by("-pk")


def has_campaigns(actor: Actor, community: int, now: datetime) -> bool:
    """Tell whether there is anything of campaigns for somebody to see."""
    return campaigns_open_to(actor, community, now).exists() or thanks_to(actor, community).exists()
