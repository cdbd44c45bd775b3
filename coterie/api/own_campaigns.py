"""Campaigns of the person who asks: what is on, their link, their friends and rewards."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.campaign_shapes import TogetherOut, together_shown
from coterie.api.campaign_team_shapes import OwnCampaignTeam, own_crew_shown
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.growth.domain.address import say_address
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.terms import NAMED, keys_of
from coterie.growth.enums import CampaignKind, CampaignState, GrantState, Reason, RewardKind, Side, Standing
from coterie.growth.models import Campaign, Milestone, Participant, RewardGrant
from coterie.growth.queries.board import board_for
from coterie.growth.queries.campaigns import campaigns_open_to, participation
from coterie.growth.queries.progress import earned_by, progress_of, terms_for
from coterie.growth.queries.team import crews_of, teams_with
from coterie.growth.queries.together import together_at
from coterie.growth.queries.words import code_of_reward
from coterie.growth.rules.holdout import PLAIN
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of

router = Router(tags=["campaigns"])
ALL = "/me/memberships/{slug}/campaigns"


class OwnCampaign(Schema):
    """A campaign that is on, or in which you take part."""

    key: str
    name: str
    text: str
    kind: CampaignKind
    state: CampaignState
    starts_at: datetime
    ends_at: datetime


class PromisedReward(Schema):
    """What so many friends who count bring, or (`side` friend) what each of them gets."""

    side: Side
    at: int
    kind: RewardKind
    points: int | None
    percent: int | None
    badge: str | None
    thing: str
    offer: str | None


class OwnTerms(Schema):
    """By which rules friends count: yours once you take part, those of today before.

    `holdout`: how many of 100 members, drawn by chance, take part without rewards; `held_out`: whether you do.
    """

    stay_hours: int
    back_days: int
    speak: bool
    buy: bool
    returning: bool
    by_hand: bool
    celebrate: bool
    team_hours: int | None
    holdout: int
    held_out: bool
    rewards: list[PromisedReward]


class OwnFriend(Schema):
    """A friend who joined; `due`: when it may change by itself."""

    name: str
    standing: Standing
    why: Reason | None
    joined_at: datetime
    due: datetime | None


class OwnReward(Schema):
    """A reward of yours; `code`: of a coupon or an offer; `address`: where it is to be sent, null where it is not."""

    key: str
    campaign: str
    side: Side
    reward: PromisedReward
    state: GrantState
    code: str | None
    address: str | None
    note: str
    at: datetime
    changed_at: datetime


class RivalOut(Schema):
    """A place on the board, by first name."""

    place: int
    name: str
    friends: int
    mine: bool


class OwnPart(Schema):
    """How far you are, and all together; `looked`: how many opened the link and did not join yet."""

    link: str
    began_at: datetime
    counting: int
    next: int | None
    looked: int
    friends: list[OwnFriend]
    rewards: list[OwnReward]
    board: list[RivalOut]
    together: TogetherOut | None


class AddressIn(Schema, extra="forbid"):
    """Where a reward is to be sent."""

    address: str = Field(min_length=1, max_length=400)


class OwnCampaignWhole(OwnCampaign):
    """A campaign with its terms, your part in it, and the teams in which you are, those founded last first."""

    terms: OwnTerms
    part: OwnPart | None
    teams: list[OwnCampaignTeam]


def campaign_in(actor: Actor, community: int, key: str) -> Campaign:
    """Return a campaign that the actor sees. Raises NotFound."""
    row = campaigns_open_to(actor, community, now()).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such campaign."))
    return row


def promise_shown(row: Milestone) -> dict[str, Any]:
    """Return a milestone as the API shows one."""
    facts = {name: getattr(row, name) for name in PromisedReward.model_fields if name not in NAMED}
    return {**facts, **{name: key or None for name, key in keys_of(row).items()}}


def reward_shown(row: RewardGrant) -> dict[str, Any]:
    """Return a reward as the API shows one."""
    step, address = row.milestone, row.address if row.is_to_be_sent else None
    facts = {name: getattr(row, name) for name in ("key", "state", "note", "at", "changed_at")}
    facts |= {"code": code_of_reward(row) or None, "address": address}
    return {**facts, "campaign": row.campaign.key, "side": step.side, "reward": promise_shown(step)}


def whole(row: Campaign, actor: Actor, slug: str) -> dict[str, Any]:
    """Return a campaign with its terms, and the actor's part in it."""
    mine = participation(actor, row)
    terms = terms_for(row, mine, actor)
    rules = {name: getattr(terms, name) for name in OwnTerms.model_fields if hasattr(terms, name)}
    rules |= {"holdout": row.holdout, "held_out": terms.number == PLAIN}
    rules["rewards"] = [promise_shown(step) for step in terms.milestones.select_related(*NAMED)]
    facts = {name: getattr(row, name) for name in OwnCampaign.model_fields}
    part = part_shown(row, mine, actor, slug) if mine else None
    return {**facts, "terms": rules, "part": part, "teams": teams_shown(row, actor, slug)}


def teams_shown(row: Campaign, actor: Actor, slug: str) -> list[dict[str, Any]]:
    """Return the teams in which the actor is."""
    member = member_of(actor, row.community_id)
    if member is None or row.kind != CampaignKind.TEAM:
        return []
    crews = crews_of(row.community_id, teams_with(member.pk, row, now()), member.pk)
    return [own_crew_shown(crew, slug) for crew in crews]


def part_shown(row: Campaign, mine: Participant, actor: Actor, slug: str) -> dict[str, Any]:
    """Return one's part in a campaign."""
    mine.campaign = row
    at = now()
    found = progress_of(mine, at)
    earned = earned_by(actor, row.community_id).filter(campaign=row).exclude(milestone__side=Side.FRIEND)
    return {
        "link": f"{settings.BASE_URL}/c/{slug}/with/{mine.key}", "began_at": mine.began_at, "counting": found.counting,
        "next": found.next.at if found.next else None, "looked": found.looked, "friends": found.friends,
        "rewards": [reward_shown(one) for one in earned], "board": board_for(mine, found.counting),
        "together": together_shown(together_at(row, at)),
    }  # fmt: skip


@router.get(ALL, response=Page[OwnCampaign])
def own_campaigns(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the campaigns that are on, and those in which you take part, newest first."""
    actor = need_scope(request, READ)
    return page_of(campaigns_open_to(actor, own_member(actor, slug).community_id, now()), part)


@router.get(f"{ALL}/{{key}}", response=OwnCampaignWhole)
def own_campaign(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a campaign: what it promises, and once you take part your link, friends, rewards and the board."""
    actor = need_scope(request, READ)
    return whole(campaign_in(actor, own_member(actor, slug).community_id, key), actor, slug)


@router.post(f"{ALL}/{{key}}/participation", response={201: OwnCampaignWhole})
def participate(request: HttpRequest, slug: str, key: str) -> Status[dict[str, Any]]:
    """Take part, by the terms of today."""
    actor = need_scope(request, WRITE)
    row = campaign_in(actor, own_member(actor, slug).community_id, key)
    take_part(campaign=row.pk, actor=actor, now=now())
    return Status(201, whole(row, actor, slug))


@router.get("/me/memberships/{slug}/campaign-rewards", response=Page[OwnReward])
def own_rewards(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what campaigns brought you: for friends, and for having come as one, newest first."""
    actor = need_scope(request, READ)
    return page_of(earned_by(actor, own_member(actor, slug).community_id), part, reward_shown)


@router.put("/me/memberships/{slug}/campaign-rewards/{key}/address", response=OwnReward)
def reward_address(request: HttpRequest, slug: str, key: str, body: AddressIn) -> dict[str, Any]:
    """Say where a reward is to be sent; until it is handed over it can be said anew."""
    actor = need_scope(request, WRITE)
    rows = earned_by(actor, own_member(actor, slug).community_id).filter(key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such reward."))
    say_address(grant=row.pk, address=body.address, actor=actor, now=now())
    return reward_shown(rows.get())
