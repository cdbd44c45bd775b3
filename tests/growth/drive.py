"""A drive for tests: a campaign at the table, who takes part, and friends who come, speak, buy and leave."""

from datetime import datetime, timedelta
from typing import Any

from coterie.groups.domain.membership import join_group
from coterie.growth.domain.campaign import make_campaign, turn_campaign
from coterie.growth.domain.participation import follow_link, take_part
from coterie.growth.domain.settling import settle
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.models import Campaign, Participant, RewardGrant
from coterie.growth.queries.ledger import friends_of
from coterie.joining.domain.joining import join
from coterie.kit.actor import Actor
from coterie.members.domain.member import admit_member, leave_community
from coterie.members.models import Member
from tests.cast import NOW, Cast
from tests.rewards.points import SYSTEM, hear

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POINTS = Step(at=1, kind="points", points=50, cost=100)


def running(cast: Cast, *steps: Step, kind: str = "individual", **facts: Any) -> Campaign:
    """Let a campaign run at the table."""
    names = {"name", "text", "starts_at", "ends_at", "budget", "group"}
    own = {name: facts.pop(name) for name in names & set(facts)}
    usual = {"name": "Bring a friend", "starts_at": NOW, "ends_at": NOW + 30 * DAY, **own}
    by = {"actor": cast.actor("alice"), "now": NOW}
    promise = Promise(steps=steps or (POINTS,), **facts)
    row = make_campaign(community=cast.table.pk, kind=kind, promise=promise, **usual, **by)
    return turn_campaign(campaign=row.pk, state="running", **by)


def seated_host(cast: Cast) -> Member:
    """Let bob, who is a host, sit in the basic group: somebody who can speak there."""
    facts = {"community": cast.table.pk, "account": cast.accounts["bob"].pk, "name": "Bob"}
    row = admit_member(**facts, actor=cast.actor("bob"), now=NOW)
    join_group(group=cast.group.pk, member=row.pk, actor=SYSTEM, now=NOW)
    return row


def inviting(cast: Cast, row: Campaign, who: str = "dan", now: datetime = NOW, **facts: Any) -> Participant:
    """Let somebody take part."""
    return take_part(campaign=row.pk, actor=cast.actor(who), now=now, **facts)


def looks(who: Participant, visitor: int, now: datetime = NOW) -> None:
    """Let a browser come by somebody's link."""
    follow_link(participant=who.pk, visitor=visitor, now=now)


def joins(cast: Cast, visitor: int, now: datetime = NOW, account: int | None = None) -> Member:
    """Let a browser's owner join the table through its front door."""
    facts: dict[str, Any] = {"name": f"Friend {visitor}", "accepted_rules": 1, "account": account}
    made = join(community=cast.table.pk, visitor=visitor, actor=Actor(), now=now, **facts)
    return Member.objects.get(pk=made.member)


def comes(cast: Cast, who: Participant, visitor: int, now: datetime = NOW) -> Member:
    """Let a friend look and join."""
    looks(who, visitor, now)
    return joins(cast, visitor, now)


def leaves(row: Member, now: datetime) -> None:
    """Let a friend leave."""
    leave_community(member=row.pk, actor=Actor(account=row.account_id), now=now)


def after(who: Participant, now: datetime) -> list[str]:
    """Hear what happened, settle, and return where the friends stand."""
    hear("growth.referrals", now=now)
    settle(participant=who.pk, actor=SYSTEM, now=now)
    return standings(who, now)


def standings(who: Participant, at: datetime) -> list[str]:
    """Return where the friends of one who takes part stand."""
    return [str(friend.standing) for friend in friends_of(who, at)]


def grants(who: Participant) -> list[tuple[str, str]]:
    """Return what somebody earned, and where it is."""
    rows = RewardGrant.objects.filter(participant=who).order_by("pk")
    return [(row.milestone.kind, row.state) for row in rows]
