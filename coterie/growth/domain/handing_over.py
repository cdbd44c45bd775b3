"""How each kind of reward reaches a member, and how it is taken away again."""

from datetime import datetime
from typing import Any

from coterie.communities.queries.address import member_address
from coterie.groups.queries.groups import members_in
from coterie.growth.domain.celebration import envelope_said, say_in_group
from coterie.growth.enums import RewardKind
from coterie.growth.models import Campaign, RewardGrant
from coterie.kit.actor import Actor
from coterie.kit.errors import DomainError
from coterie.kit.ids import new_key
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.domain.gift import give_code, void_code
from coterie.market.domain.grant import end_grants, open_to
from coterie.market.queries.coupons import coupon_called
from coterie.members.domain.badge import give_badge, take_badge
from coterie.rewards.domain.award import Earned, award, revoke_award
from coterie.rewards.domain.envelope import MOST_SHARES, offer_envelope
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


def access(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Open what an offer opens, for this reason alone: what else opens it to the member stays what it is."""
    source = f"reward:{row.key}"
    open_to(
        row.member_id, offered_by(row), 1, source=source, community=campaign.community_id, actor=SYSTEM, now=now
    )  # fmt: skip
    return source


def code(row: RewardGrant, _campaign: Campaign, _now: datetime) -> str:
    """Make a code that opens an offer once, to whoever has it; a new one each time."""
    return give_code(offer=offered_by(row), source=f"reward:{row.key}:{row.times}")


def envelope(row: RewardGrant, campaign: Campaign, now: datetime) -> str:
    """Put a red envelope into the campaign's group: a share for each who sits there, as far as the points reach."""
    amount, group = row.milestone.points or 0, campaign.group_id
    count = min(members_in(group).count(), amount, MOST_SHARES) if group else 0
    if not group or not count:
        return ""
    facts: dict[str, Any] = {"group": group, "amount": amount, "count": count, "hours": 72, "own": False}
    made = offer_envelope(words=envelope_said(row, campaign), **facts, actor=SYSTEM, now=now)
    address = member_address(campaign.community.slug, f"envelopes/{made.key}")
    say_in_group(campaign, f"🧧 {made.words}\n{address}", f"envelope:{made.key}", now)
    return made.key


def offered_by(row: RewardGrant) -> int:
    """Return the offer that a reward opens."""
    return row.milestone.offer_id or 0


GIVING = {
    RewardKind.POINTS: points, RewardKind.BADGE: badge, RewardKind.COUPON: coupon, RewardKind.THING: thing,
    RewardKind.ACCESS: access, RewardKind.CODE: code, RewardKind.ENVELOPE: envelope,
}  # fmt: skip


def take_away(row: RewardGrant, campaign: Campaign, now: datetime) -> bool:
    """Take away what was given, as far as it is there; tell whether it is gone.

    A thing stays with who has it, as do a code that somebody used and an envelope that lies in the group.
    """
    return TAKING[RewardKind(row.milestone.kind)](row, campaign, now)


def points_back(row: RewardGrant, _campaign: Campaign, now: datetime) -> bool:
    """Take points back."""
    revoke_award(award=int(row.given), actor=SYSTEM, now=now)
    return True


def badge_back(row: RewardGrant, _campaign: Campaign, now: datetime) -> bool:
    """Take a badge back."""
    take_badge(member=row.member_id, badge=row.given, actor=SYSTEM, now=now)
    return True


def coupon_back(row: RewardGrant, campaign: Campaign, now: datetime) -> bool:
    """Let a coupon count no more."""
    number = coupon_called(campaign.community_id, row.given)
    if number is not None:
        edit_coupon(coupon=number, on=False, actor=SYSTEM, now=now)
    return True


def access_back(row: RewardGrant, campaign: Campaign, now: datetime) -> bool:
    """End what this reward opened."""
    end_grants(source=row.given, community=campaign.community_id, actor=SYSTEM, now=now)
    return True


def code_back(row: RewardGrant, _campaign: Campaign, now: datetime) -> bool:
    """Void a code that nobody used."""
    return void_code(source=row.given, now=now)


def stays(_row: RewardGrant, _campaign: Campaign, _now: datetime) -> bool:
    """Leave it where it is."""
    return False


TAKING = {
    RewardKind.POINTS: points_back, RewardKind.BADGE: badge_back, RewardKind.COUPON: coupon_back,
    RewardKind.THING: stays, RewardKind.ACCESS: access_back, RewardKind.CODE: code_back, RewardKind.ENVELOPE: stays,
}  # fmt: skip
