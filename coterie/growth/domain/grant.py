"""Rewards: earned within budget and stock, approved, handed over, taken back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.domain.celebration import celebrate
from coterie.growth.domain.handing_over import hand_over, take_away
from coterie.growth.enums import RESERVED, CampaignState, GrantState, RewardKind
from coterie.growth.events import RewardClawedBack, RewardDecided, RewardDelivered, RewardEarned, RewardMissed
from coterie.growth.models import Campaign, Milestone, Participant, RewardGrant, Team
from coterie.growth.queries.books import campaign_cost, given_out
from coterie.growth.queries.campaigns import spent
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.market.queries.books import money_of
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry, reverse_entry
from coterie.platform.ledger.reading import entry_called

Key = TypeVar("Key")
"""By what the rewards of one kind are told apart."""


class Earned(NamedTuple):
    """A milestone that is reached: by whom, who gets its reward; at how many of all together, the draw; the team."""

    participant: Participant
    milestone: Milestone
    member: int
    reached: int = 0
    seed: str = ""
    team: Team | None = None


def even_out(
    campaign: Campaign, given: Mapping[Key, RewardGrant], wanted: Mapping[Key, Earned], *, kept: Collection[Key],
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Take back what was given and is not kept, and give what is wanted; a paused campaign gives nothing.

    The caller holds the campaign's lock.
    """
    for key, grant in given.items():
        if key not in kept and grant.state not in (GrantState.CLAWED_BACK, GrantState.REFUSED):
            take_back(grant, campaign, actor, now)
    if campaign.state == CampaignState.PAUSED:
        return
    for key, earned in wanted.items():
        before = given.get(key)
        if before is None or before.state == GrantState.CLAWED_BACK:
            earn(earned, before, actor, now)


def earn(earned: Earned, before: RewardGrant | None, actor: Actor, now: datetime) -> None:
    """Reserve a reward, once, if budget and stock reach; hand it over where nobody has to approve it.

    The caller holds the campaign's lock. What was taken back and is earned again is the same row; a thing that stayed
    with its owner is theirs again.
    """
    row, milestone, member, reached, seed, team = earned
    if before and before.given:
        before.state, before.changed_at = GrantState.DELIVERED, now
        before.save()
        return
    if why := beyond(row.campaign, milestone):
        publish(RewardMissed(at=now, subject=milestone.pk, data={"why": why}, member=member, **whose(row.campaign)))
        return
    facts: dict[str, Any] = {"participant": row, "milestone": milestone, "member_id": member}
    grant = before or RewardGrant(campaign=row.campaign, reached=reached, seed=seed, team=team, at=now, **facts)
    grant.state = GrantState.PENDING if milestone.terms.by_hand else GrantState.APPROVED
    grant.cost, grant.changed_at = milestone.cost, now
    grant.save()
    tell(RewardEarned, grant, now, state=str(grant.state))
    if before is None and milestone.kind != RewardKind.ENVELOPE:
        celebrate(grant, row.campaign, now)
    if grant.state == GrantState.APPROVED:
        delivered(grant, row.campaign, actor, now)


def beyond(campaign: Campaign, milestone: Milestone) -> str:
    """Return what does not reach for one more of a milestone's rewards: budget, stock, or nothing."""
    taken = milestone.grants.filter(Q(state__in=RESERVED) | ~Q(given=""))
    if milestone.stock is not None and taken.count() >= milestone.stock:
        return "stock"
    if campaign.budget is None or not milestone.cost:
        return ""
    return "budget" if spent(campaign) + milestone.cost > campaign.budget else ""


@transaction.atomic
def decide_grant(*, grant: int, approve: bool, note: str = "", actor: Actor, now: datetime) -> RewardGrant:
    """Approve a reward that waits, or refuse it with a word to the member. Raises Conflict for one that does not wait.

    What is approved is handed over, unless hosts hand it over themselves.
    """
    row, campaign = held(grant, actor)
    if row.state != GrantState.PENDING:
        raise Conflict(_("This reward does not wait for anybody."), field="state")
    row.state = GrantState.APPROVED if approve else GrantState.REFUSED
    row.cost, row.address = (row.cost, row.address) if approve else (0, "")
    row.changed_at, row.note = now, clean(note)[:120]
    row.save()
    tell(RewardDecided, row, now, actor, state=str(row.state))
    if approve:
        delivered(row, campaign, actor, now)
    return row


@transaction.atomic
def deliver_grant(*, grant: int, note: str = "", actor: Actor, now: datetime) -> RewardGrant:
    """Hand over what was approved, with a word to the member; a second time changes nothing.

    Raises Conflict for what is not approved, or cannot be given now.
    """
    row, campaign = held(grant, actor)
    if row.state == GrantState.DELIVERED:
        return row
    if row.state != GrantState.APPROVED:
        raise Conflict(_("This reward is not to be handed over."), field="state")
    if row.milestone.with_address and not row.address:
        raise Conflict(_("The member has not yet said where it is to be sent."))
    row.note = clean(note)[:120]
    if delivered(row, campaign, actor, now, by_hand=True).state != GrantState.DELIVERED:
        raise Conflict(_("It cannot be given now. Are points given here, and is this month's budget left?"))
    return row


def held(grant: int, actor: Actor) -> tuple[RewardGrant, Campaign]:
    """Lock the campaign of a reward, then the reward: in the order of all who share out."""
    found = RewardGrant.objects.filter(pk=grant)
    campaign = locked(Campaign.objects.filter(pk__in=found.values("campaign")))
    require(actor, Permission.EDIT_CAMPAIGNS, campaign.community_id)
    row = locked(found.select_related("milestone__badge", "milestone__offer", "member"))
    row.campaign = campaign
    return row, campaign


def delivered(
    row: RewardGrant, campaign: Campaign, actor: Actor, now: datetime, *, by_hand: bool = False
) -> RewardGrant:
    """Hand a reward over and book what it cost; a thing waits for a host's hand, as do points that nobody can give."""
    row.times += 1
    given = "-" if by_hand and row.milestone.kind == RewardKind.THING else hand_over(row, campaign, now)
    if not given:
        return row
    row.given, row.state, row.changed_at, row.address = given, GrantState.DELIVERED, now, ""
    row.save()
    if row.cost:
        book = money_of(campaign.community_id, campaign.community.currency)
        moves = {campaign_cost(campaign.pk): row.cost, given_out(): -row.cost}
        book_entry(key=cost_key(row), kind="reward", book=book, moves=moves, at=now)
    return tell(RewardDelivered, row, now, actor)


def take_back(row: RewardGrant, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Take back what is earned no more, and its cost; the caller holds the campaign's lock.

    What stays with who has it goes on using up budget and stock.
    """
    was_delivered, cost = row.state == GrantState.DELIVERED, row.cost
    if was_delivered and take_away(row, campaign, now):
        row.given = ""
        if cost:
            key = f"{cost_key(row)}:back"
            reverse_entry(entry=entry_called(cost_key(row)), key=key, kind="reward_back", at=now)
    row.cost, row.address = cost if row.given else 0, ""
    row.state, row.changed_at = GrantState.CLAWED_BACK, now
    row.save()
    tell(RewardClawedBack, row, now, actor, cost=cost, delivered=was_delivered)


def cost_key(row: RewardGrant) -> str:
    """Return the business key of the entry by which a reward's cost was booked."""
    return f"reward:{row.pk}:{row.times}"


def whose(campaign: Campaign) -> dict[str, int]:
    """Return what every event of a campaign says."""
    return {"community": campaign.community_id, "campaign": campaign.pk}


def tell(
    kind: type[RewardEarned] | type[RewardDecided] | type[RewardDelivered] | type[RewardClawedBack],
    row: RewardGrant, now: datetime, actor: Actor | None = None, **data: Json,
) -> RewardGrant:  # fmt: skip
    """Tell what happened to a reward."""
    facts = {"kind": str(row.milestone.kind), "cost": row.cost, **data}
    by = actor.account if actor else None
    publish(kind(at=now, subject=row.pk, member=row.member_id, actor=by, data=facts, **whose(row.campaign)))
    return row
