"""How each kind of reward reaches a member, and how it is taken away again."""

from datetime import datetime

from coterie.growth.enums import RewardKind
from coterie.growth.models import Campaign, RewardGrant
from coterie.kit.actor import Actor
from coterie.kit.errors import DomainError
from coterie.kit.ids import new_key
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.queries.coupons import coupon_called
from coterie.members.domain.badge import give_badge, take_badge
from coterie.rewards.domain.award import Earned, award, revoke_award
from coterie.rewards.enums import Deed

SYSTEM = Actor.of_system()


def hand_over(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Hand a reward over, and return what was given; nothing where it waits for a host, or cannot be given now."""
    try:
        return GIVING[RewardKind(row.milestone.kind)](row, campaign, now)
    except DomainError:
        return ""


def points(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Give points, within the month's budget of the community."""
    earned = Earned(
        community=campaign.community_id, member=row.member_id, deed=Deed.INVITING, source=f"{row.key}:{row.times}",
        at=now, points=row.milestone.points, note=campaign.name,
    )  # fmt: skip
    given = award(earned=earned, actor=SYSTEM, now=now)
    return str(given.pk) if given else ""


def badge(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Give a badge."""
    key = row.milestone.badge.key if row.milestone.badge else ""
    give_badge(member=row.member_id, badge=key, reason=campaign.name, actor=SYSTEM, now=now)
    return key


def coupon(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Write a coupon that one can use once."""
    code = new_key().upper()
    make_coupon(
        community=campaign.community_id, code=code, percent=row.milestone.percent, most_uses=1, actor=SYSTEM, now=now
    )
    return code


def thing(_row: RewardGrant, _campaign: Campaign, _now: datetime) -> str:
    """Leave it to a host's hand."""
    return ""


GIVING = {
    RewardKind.POINTS: points, RewardKind.BADGE: badge, RewardKind.COUPON: coupon, RewardKind.THING: thing,
}  # fmt: skip


def take_away(row: RewardGrant, campaign: Campaign, now: datetime) -> None:
    """Take away what was given, as far as it is there; a thing stays with who has it."""
    if row.milestone.kind == RewardKind.POINTS:
        revoke_award(award=int(row.given), actor=SYSTEM, now=now)
    elif row.milestone.kind == RewardKind.BADGE:
        take_badge(member=row.member_id, badge=row.given, actor=SYSTEM, now=now)
    elif row.milestone.kind == RewardKind.COUPON:
        number = coupon_called(campaign.community_id, row.given)
        if number is not None:
            edit_coupon(coupon=number, on=False, actor=SYSTEM, now=now)
