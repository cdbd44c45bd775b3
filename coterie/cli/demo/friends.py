"""Campaigns in the demo: four members bring friends, who stand wherever a friend can stand at the end, held too.

Two of them found a team beside it: one comes together, the other misses its time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, NamedTuple

from coterie.cli.demo.newcomers import settle_in
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.growth.domain.campaign import make_campaign, turn_campaign
from coterie.growth.domain.participation import follow_link, take_part
from coterie.growth.domain.plan import keep_plan
from coterie.growth.domain.settling import settle
from coterie.growth.domain.team import found_team
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.models import Participant
from coterie.growth.queries.campaigns import campaigns_run_by, participants_run_by
from coterie.joining.domain.joining import join
from coterie.joining.domain.sight import Look, see_page
from coterie.joining.queries.codes import front_door
from coterie.joining.queries.progress import steps_for
from coterie.kit.actor import VISITOR, Actor
from coterie.members.domain.member import leave_community

ASKED, SETTLED = 75, range(77, 91)
"""Days of the story: friends are asked for; and every day it is looked whose friends count."""
WORDS: dict[str, Any] = {
    "name": "Three chairs at the table",
    "text": "You write to sell, and know that it is hard? Sit down with us. We read your first line on Tuesday.",
}
STEPS = (
    Step(at=1, kind="points", points=60, cost=600),
    Step(at=3, kind="thing", thing="The printed book, signed", cost=3_000, stock=10),
    Step(at=1, side="friend", kind="coupon", percent=10, cost=500),
)
PLAN: dict[str, Any] = {
    "seeds": 4, "invitations": {"mean": 1.8, "dispersion": 0.8}, "joins": 0.5, "cycle_days": 3, "horizon_days": 30,
    "population": 400, "activation": 0.7, "budget": 600, "rewards": [{"at": 1, "cost": 6}, {"at": 3, "cost": 30}],
}  # fmt: skip
"""What was expected of it."""
TEAM_WORDS: dict[str, Any] = {
    "name": "Three at one table",
    "text": "Come with two who write, within three days, and each of you has the next course for less.",
}
EACH = Step(at=3, side="team", kind="coupon", percent=15, cost=500)


class Friend(NamedTuple):
    """Whose friend (by place), on which day and under which name they come, if they do, and after how many they go."""

    inviter: int
    day: int
    name: str = ""
    goes_after: int | None = None
    browser: str = ""
    """Whose browser it is; empty: their own."""


FRIENDS = (
    Friend(0, 76, "Rosa Lind"),
    Friend(0, 77, "沈知夏"),
    Friend(0, 78, "Emil Braun"),
    Friend(1, 76, "Hana Sato"),
    Friend(1, 77, "Kofi Mensah", goes_after=1),
    Friend(1, 78, "顾小北", browser="Hana Sato"),
    Friend(1, 84),
    Friend(2, 77, "Lina Duarte", goes_after=6),
    Friend(2, 88, "白一朵"),
    Friend(3, 79, "Max Otto"),
    Friend(3, 79, "Moritz Otto", browser="Max Otto"),
    Friend(3, 79, "Mia Otto", browser="Max Otto"),
    Friend(3, 85),
)
"""The Ottos are one person: the first of them is held, and waits for a host."""
INTO_TEAMS = ((76, 0, "Rosa Lind"), (77, 0, "沈知夏"), (77, 1, "Lina Duarte"))
"""Day, which team, and who opens its link before joining."""


def ask_for_friends(stage: Stage, at: datetime) -> None:
    """Begin the campaign; who asks takes part first, and three who are keen within the day."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    times: dict[str, Any] = {"starts_at": at, "ends_at": at + timedelta(days=30), "budget": 60_000}
    row = make_campaign(
        community=stage.community.pk, kind="two_sided", promise=Promise(steps=STEPS), **WORDS, **times, **facts
    )
    keep_plan(campaign=row.pk, numbers=PLAN, **facts)
    turn_campaign(campaign=row.pk, state="running", **facts)
    for place, person in enumerate([stage.seats["basic"][0], *keen(stage, at)[:3]]):
        take_part(campaign=row.pk, actor=person.actor, now=at + timedelta(hours=2 * place + 1))


def found_teams(stage: Stage, at: datetime) -> None:
    """Begin the campaign of teams, and two of them."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    times: dict[str, Any] = {"starts_at": at, "ends_at": at + timedelta(days=30), "budget": 20_000}
    promise = Promise(steps=(EACH,), stay_hours=0, team_hours=72)
    row = make_campaign(community=stage.community.pk, kind="team", promise=promise, **TEAM_WORDS, **times, **facts)
    turn_campaign(campaign=row.pk, state="running", **facts)
    brings = inviters(stage)
    for place, name in ((0, "Headlines"), (2, "")):
        actor = Actor(account=brings[place].member.account_id)
        found_team(campaign=row.pk, name=name, actor=actor, now=at + timedelta(hours=place + 1))


def come_into_a_team(place: int, name: str, stage: Stage, at: datetime) -> None:
    """Let somebody who is about to join open the link of a team."""
    follow_link(participant=inviters(stage, TEAM_WORDS)[place].pk, visitor=visitor_called(name), now=at)


def come_by_a_friend(friend: Friend, stage: Stage, at: datetime) -> None:
    """Let somebody open a friend's link; most join, some go again."""
    visitor = visitor_called(friend.browser or friend.name or f"{friend.day}")
    follow_link(participant=inviters(stage)[friend.inviter].pk, visitor=visitor, now=at)
    see_page(look=Look(community=stage.community.pk), visitor=visitor, now=at)
    if friend.name:
        settle_in(join_at_the_front(stage, friend.name, visitor, at), at + timedelta(minutes=9))


def go_again(friend: Friend, stage: Stage, at: datetime) -> None:
    """Let a friend leave who came some days before."""
    person = stage.friends[friend.name]
    leave_community(member=person.member, actor=person.actor, now=at)


def join_at_the_front(stage: Stage, name: str, visitor: int, at: datetime) -> Person:
    """Join through the front door, as everybody does who comes by such a link."""
    door = front_door(stage.community.pk)
    steps = steps_for(community=stage.community.pk, code=door.pk if door else None, visitor=visitor)
    answers = {asked.question.pk: asked.question.choices[0] for step in steps for asked in step.asked}
    version = next(step.rules_version for step in steps if step.rules_version is not None)
    facts: dict[str, Any] = {"community": stage.community.pk, "name": name, "visitor": visitor}
    joined = join(**facts, answers=answers, accepted_rules=version, actor=VISITOR, now=at + timedelta(minutes=4))
    stage.friends[name] = Person(joined.account, joined.member, name, 0, at)
    return stage.friends[name]


def settle_friends(stage: Stage, at: datetime) -> None:
    """Give and take back what friends bring, as it is done every minute elsewhere."""
    for row in (*inviters(stage), *inviters(stage, TEAM_WORDS)):
        settle(participant=row.pk, actor=Actor.of_system("cli"), now=at)


def inviters(stage: Stage, words: dict[str, Any] = WORDS) -> list[Participant]:
    """Return who takes part in a campaign, the first first."""
    row = campaigns_run_by(stage.owner, stage.community.pk).get(name=words["name"])
    return list(participants_run_by(stage.owner, row))


def visitor_called(name: str) -> int:
    """Return the number of somebody's browser."""
    return Random(f"friend {name}").getrandbits(62) | 1  # noqa: S311 - dice of a story, beside those of the play


FRIENDSHIPS: tuple[tuple[int, int, Callable[[Stage, datetime], None]], ...] = (
    (ASKED, 2, ask_for_friends),
    (ASKED, 12, found_teams),
    *((day, 8, partial(come_into_a_team, place, name)) for day, place, name in INTO_TEAMS),
    *((one.day, 9, partial(come_by_a_friend, one)) for one in FRIENDS),
    *((one.day + one.goes_after, 10, partial(go_again, one)) for one in FRIENDS if one.goes_after is not None),
    *((day, 1, settle_friends) for day in SETTLED),
)
"""Days of the story, hours of the day, and what happens then."""
