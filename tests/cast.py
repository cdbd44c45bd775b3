"""The cast of every story: two communities, and everybody who has a part in them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coterie.accounts.domain.account import open_account
from coterie.accounts.models import Account
from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import create_community, open_community
from coterie.communities.domain.rule_set import publish_rules
from coterie.communities.domain.staff import appoint_staff
from coterie.communities.models import Community
from coterie.groups.domain.group import create_group
from coterie.groups.domain.membership import join_group
from coterie.groups.models import Group
from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.members.domain.member import admit_member, remove_member
from coterie.members.models import Member

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday."""

ZONE = "Asia/Shanghai"
"""By whose clock both communities live."""


def today() -> date:
    """Return the day that it is in both communities now, which is another one than in UTC for eight hours a day."""
    return clock.now().astimezone(ZoneInfo(ZONE)).date()


CANVAS = {
    "attribute": "They write to sell",
    "goal": "One headline a day that somebody answers",
    "own_rules": "No advertisements",
    "what_kind": "A table of copywriters",
    "why_together": "Nobody sees their own blind spot",
    "what_together": "A topic each Tuesday, a check-in each day",
    "types": ["knowledge"],
    "purposes": ["serve"],
    "needs": ["learning", "friends"],
    "portrait": {"who": "shop owners and young writers", "age_from": 22, "age_to": 45},
}

ROLES = {"alice": "owner", "bob": "host", "amy": "admin", "ann": "analyst"}
MEMBERS = ("carol", "dan", "nina", "paul", "eve")


@dataclass
class Cast:
    """Everybody by name: accounts, members, and the two communities."""

    accounts: dict[str, Account] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    table: Community = None  # type: ignore[assignment] - set below
    other: Community = None  # type: ignore[assignment] - mallory's
    group: Group = None  # type: ignore[assignment] - the basic group of the table
    vip: Group = None  # type: ignore[assignment] - a group where only carol sits

    def actor(self, name: str) -> Actor:
        """Return the named person as the one who asks."""
        return Actor(account=self.accounts[name].pk)


def call_cast(now: datetime = NOW) -> Cast:
    """Put everybody on the stage.

    alice owns the table; amy, bob and ann are admin, host and analyst; carol (opinion leader), dan,
    nina (newcomer) and paul are members of the basic group; eve was removed; stranger has an account and
    nothing else; mallory owns the other community.
    """
    cast = Cast()
    for name in (*ROLES, *MEMBERS, "stranger", "mallory"):
        cast.accounts[name] = open_account(name=name.title(), email=f"{name}@example.org", now=now)
    cast.table = found(cast, "table", "alice", now)
    cast.other = found(cast, "other", "mallory", now)
    for name, role in ROLES.items():
        if role != "owner":
            facts = {"account": cast.accounts[name].pk, "role": role}
            appoint_staff(community=cast.table.pk, **facts, actor=cast.actor("alice"), now=now)
    seat_members(cast, now)
    return cast


def found(cast: Cast, slug: str, owner: str, now: datetime) -> Community:
    """Found an open community with rules."""
    actor = cast.actor(owner)
    row = create_community(
        slug=slug, name=slug.title(), owner=cast.accounts[owner].pk, timezone=ZONE, actor=actor, now=now
    )
    answer_canvas(community=row.pk, answers=CANVAS, actor=actor, now=now)
    publish_rules(community=row.pk, text="Be kind.\nNo advertisements.", actor=actor, now=now)
    return open_community(community=row.pk, actor=actor, now=now)


def seat_members(cast: Cast, now: datetime) -> None:
    """Make the groups and seat everybody."""
    alice = cast.actor("alice")
    cast.group = create_group(community=cast.table.pk, name="Basic", actor=alice, now=now)
    cast.vip = create_group(community=cast.table.pk, name="VIP", tier="vip", capacity=5, actor=alice, now=now)
    for name in MEMBERS:
        since = now - timedelta(days=60 if name != "nina" else 1)
        facts = {"community": cast.table.pk, "account": cast.accounts[name].pk, "name": name.title()}
        member = admit_member(**facts, actor=cast.actor(name), now=since)
        cast.members[name] = member
        join_group(group=cast.group.pk, member=member.pk, actor=cast.actor(name), now=since)
    join_group(group=cast.vip.pk, member=cast.members["carol"].pk, actor=alice, now=now)
    cast.members["eve"] = remove_member(member=cast.members["eve"].pk, actor=alice, now=now)
