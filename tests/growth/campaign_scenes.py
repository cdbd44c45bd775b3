"""What the permission matrix puts on the stage for campaigns."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from coterie.growth.domain.campaign import make_campaign, turn_campaign
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.plan import keep_plan
from coterie.growth.domain.settling import settle
from coterie.growth.domain.team import found_team
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.models import Campaign, Participant, RewardGrant
from coterie.kit.clock import now
from tests.cast import Cast
from tests.growth.drive import comes
from tests.rewards.points import SYSTEM, hear

NUMBERS = {"seeds": 5, "invitations": {"mean": 2, "dispersion": 0.5}, "cycle_days": 1, "horizon_days": 30}
Words = Mapping[str, object]
PEN = Step(at=1, kind="thing", thing="A pen", cost=300)
EACH = Step(at=3, side="team", kind="thing", thing="A pen", cost=300)


def a_campaign(cast: Cast, kind: str = "individual", **terms: Any) -> Campaign:
    """Let a campaign run in which a friend counts at once, and brings a pen that hosts approve."""
    by = {"actor": cast.actor("alice"), "now": now()}
    lasts = {"starts_at": now() - timedelta(days=1), "ends_at": now() + timedelta(days=30)}
    promise = Promise(**{"stay_hours": 0, "by_hand": True, "steps": (PEN,), **terms})
    facts = {"name": "Bring a friend", "kind": kind, "budget": 900, **lasts}
    row = make_campaign(community=cast.table.pk, promise=promise, **facts, **by)
    return turn_campaign(campaign=row.pk, state="running", **by)


def with_campaign(scene: Any) -> Words:
    """Let a campaign run."""
    return {"key": a_campaign(scene.cast).key}


def with_plan(scene: Any) -> Words:
    """Write a campaign that nobody started."""
    row = a_campaign(scene.cast)
    Campaign.objects.filter(pk=row.pk).update(state="draft")
    return {"key": row.key}


def with_plan_kept(scene: Any) -> Words:
    """Keep a plan for a campaign."""
    row = a_campaign(scene.cast)
    keep_plan(campaign=row.pk, numbers=NUMBERS, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key}


def a_friend(cast: Cast, row: Campaign, who: str = "dan", visitor: int = 71) -> tuple[Participant, Any]:
    """Let somebody take part and bring a friend who counts."""
    inviter = take_part(campaign=row.pk, actor=cast.actor(who), now=now())
    friend = comes(cast, inviter, visitor, now())
    hear("growth.referrals", now=now())
    settle(participant=inviter.pk, actor=SYSTEM, now=now() + timedelta(seconds=1))
    return inviter, friend


def with_friend(scene: Any) -> Words:
    """Let dan bring a friend who counts."""
    row = a_campaign(scene.cast)
    inviter, friend = a_friend(scene.cast, row)
    return {"key": row.key, "participant": inviter.key, "member": friend.key}


def with_grant(scene: Any) -> Words:
    """Let dan earn a pen."""
    with_friend(scene)
    return {"key": RewardGrant.objects.latest("pk").key}


def with_team(scene: Any) -> Words:
    """Let dan found a team, once."""
    row = of_teams(scene.cast)
    if not row.participants.exists():
        founds(scene.cast, row, "dan", 71)
    return {"key": row.key}


def of_teams(cast: Cast) -> Campaign:
    """Return a campaign of teams that runs, with one made if there is none."""
    return Campaign.objects.filter(kind="team").first() or a_campaign(cast, "team", steps=(EACH,))


def founds(cast: Cast, row: Campaign, who: str, visitor: int) -> None:
    """Let somebody found a team, and a friend come into it."""
    founder = found_team(campaign=row.pk, actor=cast.actor(who), now=now()).founder
    comes(cast, founder, visitor, now())
    hear("growth.referrals", now=now())
    settle(participant=founder.pk, actor=SYSTEM, now=now() + timedelta(seconds=1))


def to_write(_scene: Any) -> dict[str, object]:
    """Return what a form says of a campaign."""
    lasts = {"starts_at": "2999-01-01T19:00", "ends_at": "2999-02-01T19:00"}
    reward = {"side_1": "inviter", "at_1": "3", "kind_1": "thing", "value_1": "A pen", "cost_1": "3.00"}
    return {"name": "Summer", "kind": "individual", **lasts, "stay_hours": "72", "back_days": "14", **reward}


def a_copy(_scene: Any) -> dict[str, object]:
    """Return when it is held once more."""
    return {"name": "Summer", "starts_at": "2999-01-01T19:00", "ends_at": "2999-02-01T19:00"}


def a_campaign_more(stage: Any) -> None:
    """Let one more campaign run."""
    a_campaign(stage.cast)


def inviter_at(stage: Any) -> Participant:
    """Return dan, who takes part in the one campaign of the stage."""
    row = Campaign.objects.first() or a_campaign(stage.cast)
    return take_part(campaign=row.pk, actor=stage.cast.actor("dan"), now=now())


def participant_key(stage: Any, pattern: str) -> str:
    """Return the key of who takes part, where an address names one."""
    return inviter_at(stage).key if "{participant}" in pattern else ""


def a_place_more(stage: Any) -> None:
    """Let one more member take part, and bring a friend."""
    row = inviter_at(stage).campaign
    a_friend(stage.cast, row, ("carol", "nina", "paul")[stage.rows - 1], 80 + stage.rows)


def a_friend_more(stage: Any) -> None:
    """Let dan bring one more friend."""
    a_friend(stage.cast, inviter_at(stage).campaign, visitor=80 + stage.rows)


def a_team_more(stage: Any) -> None:
    """Let one more member found a team in the one campaign of teams."""
    founds(stage.cast, of_teams(stage.cast), ("carol", "nina", "paul")[stage.rows - 1], 80 + stage.rows)


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/campaigns": ("alice", a_campaign_more),
    "/communities/{slug}/campaigns/{key}/participants": ("alice", a_place_more),
    "/communities/{slug}/campaigns/{key}/participants/{participant}/friends": ("alice", a_friend_more),
    "/communities/{slug}/campaigns/{key}/teams": ("alice", a_team_more),
    "/communities/{slug}/campaign-rewards": ("alice", a_place_more),
}


def keys(stage: Any, pattern: str) -> dict[str, str]:
    """Return the key of a campaign, for lists that are one's own."""
    if "campaigns/{key}" not in pattern:
        return {}
    row = of_teams(stage.cast) if pattern.endswith("/teams") else inviter_at(stage).campaign
    return {"campaigns/{key}": row.key}
