"""Today: what waits for an operator, what is odd, and how the groups live."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.communities.queries.communities import rules_in_force
from coterie.communities.rules import missing_answers
from coterie.groups.queries.groups import groups_run_by
from coterie.growth.queries.holds import friends_waiting
from coterie.growth.queries.overview import rewards_waiting
from coterie.growth.queries.team_hint import too_hard_in
from coterie.joining.queries.baits import worries
from coterie.joining.queries.crowding import crowded_codes, people_waiting
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.queries.courses import questions_waiting
from coterie.market.queries.projects import projects_ending
from coterie.partners.queries.bounties import works_waiting
from coterie.partners.queries.partners import applications_waiting
from coterie.platform.events.parking import parked_in
from coterie.review.enums import AlarmKind, GroupState, Hint, Step
from coterie.review.queries.glance import Glance, glance
from coterie.review.rules.period import asked
from coterie.review.rules.rhythm import state_of
from coterie.rewards.queries.shop import purchases_waiting
from coterie.rituals.queries.columns import declining_in
from coterie.rituals.queries.pieces import pieces_to_review

router = Router(tags=["review"])

STRETCH = timedelta(days=28)
WEEKS = 8
Group = tuple[int, str, str]


class Cause(StrEnum):
    """Why an operator is wanted."""

    CLOSED = "closed"
    NO_GROUP = "no_group"
    NO_RULES = "no_rules"
    NO_SEAT = "no_seat"
    CROWDED = "crowded"
    BAIT = "bait"
    PIECES = "pieces"
    COLUMN = "column"
    PRIZES = "prizes"
    REWARDS = "rewards"
    HELD = "held"
    PARTNERS = "partners"
    WORK = "work"
    TEAMS = "teams"
    QUESTIONS = "questions"
    PROJECTS = "projects"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: `number` counts what is missing, who waits, or per cent of seats taken (of `code`)."""

    cause: Cause
    number: int = 0
    code: str | None = None
    bait: str | None = None
    column: str | None = None
    campaign: str | None = None


class WaitingOut(Schema):
    """One thing to do.

    `number`: parts of the canvas, people, parked events, per cent of the seats of `code`, what is left of `bait`,
    pieces that wait for your review, rewards of campaigns that wait for a hand, projects that end this week,
    per cent of views that `column` lost, or per cent of the teams of `campaign` that missed their time.
    """

    cause: Cause
    number: int
    code: str | None
    bait: str | None
    column: str | None
    campaign: str | None


class AlarmOut(Schema):
    """Something odd, since when, and why we say so; about a group, or about all of them."""

    at: datetime
    kind: AlarmKind
    why: str
    group: str | None


class LifeOut(Schema):
    """How a group lives: people who wrote in each of the last eight weeks, the oldest first."""

    group: str
    name: str
    state: GroupState | None
    speakers: list[int]


class TodayOut(Schema):
    """The day of an operator; the figures look back 28 days and are at most a minute old."""

    waiting: list[WaitingOut]
    weakest: Step | Hint
    alarms: list[AlarmOut]
    groups: list[LifeOut]


@router.get("/communities/{slug}/today", response=TodayOut)
def today(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show what waits, what is odd, and how the groups live."""
    community, moment = community_at(request, slug, Permission.SEE_CONSOLE), now()
    open_groups = groups_run_by(actor_of(request), community.pk).filter(archived_at=None)
    groups: list[Group] = list(open_groups.values_list("pk", "key", "name"))
    scope = asked(community.pk, since=moment - STRETCH, until=None, group=None, now=moment, zone=community.timezone)
    waiting = [*foundations(community, groups), *at_the_door(community.pk, moment)]
    waiting += [*of_content(actor_of(request), community.pk, moment), *of_shop(actor_of(request), community.pk)]
    waiting += [*of_projects(community.pk, moment), *of_teams(actor_of(request), community.pk, moment)]
    if may(actor_of(request), Permission.SEE_MACHINERY, community.pk):
        waiting += stuck(community.pk)
    return {"waiting": waiting, **told(glance(scope), groups)}


def foundations(community: Community, groups: list[Group]) -> Iterator[Waiting]:
    """Yield what a community needs before anybody comes."""
    if community.opened_at is None:
        yield Waiting(Cause.CLOSED, len(missing_answers(community.canvas)))
    if not groups:
        yield Waiting(Cause.NO_GROUP)
    if rules_in_force(community.pk) is None:
        yield Waiting(Cause.NO_RULES)


def at_the_door(community: int, moment: datetime) -> Iterator[Waiting]:
    """Yield who has no seat, and which code is about to have none."""
    if people := people_waiting(community):
        yield Waiting(Cause.NO_SEAT, people)
    for code in crowded_codes(community, now=moment):
        yield Waiting(Cause.CROWDED, round(code.share * 100), code.slug)
    for one in worries(community, now=moment):
        yield Waiting(Cause.BAIT, one.left or 0, bait=one.key)


def of_content(actor: Actor, community: int, moment: datetime) -> Iterator[Waiting]:
    """Yield pieces that the actor can let out, and columns that fewer and fewer people see."""
    if number := pieces_to_review(actor, community):
        yield Waiting(Cause.PIECES, number)
    for one in declining_in(community, moment):
        yield Waiting(Cause.COLUMN, round(abs(one.trend.change) * 100), column=one.key)


def of_shop(actor: Actor, community: int) -> Iterator[Waiting]:
    """Yield what was bought with points or earned by friends and waits for a hand, and questions for a teacher."""
    if number := purchases_waiting(community) if may(actor, Permission.EDIT_REWARDS, community) else 0:
        yield Waiting(Cause.PRIZES, number)
    if number := rewards_waiting(community) if may(actor, Permission.EDIT_CAMPAIGNS, community) else 0:
        yield Waiting(Cause.REWARDS, number)
    if number := friends_waiting(community) if may(actor, Permission.EDIT_CAMPAIGNS, community) else 0:
        yield Waiting(Cause.HELD, number)
    if number := applications_waiting(community) if may(actor, Permission.EDIT_PARTNERS, community) else 0:
        yield Waiting(Cause.PARTNERS, number)
    if number := works_waiting(community) if may(actor, Permission.EDIT_PARTNERS, community) else 0:
        yield Waiting(Cause.WORK, number)
    if number := questions_waiting(community) if may(actor, Permission.EDIT_OFFERS, community) else 0:
        yield Waiting(Cause.QUESTIONS, number)


def of_projects(community: int, moment: datetime) -> Iterator[Waiting]:
    """Yield how many projects end within a week."""
    if number := projects_ending(community, moment):
        yield Waiting(Cause.PROJECTS, number)


def of_teams(actor: Actor, community: int, moment: datetime) -> Iterator[Waiting]:
    """Yield campaigns in which most teams miss their time: they need more of it, or fewer people."""
    for one in too_hard_in(community, moment) if may(actor, Permission.EDIT_CAMPAIGNS, community) else ():
        yield Waiting(Cause.TEAMS, round(one.share * 100), campaign=one.key)


def stuck(community: int) -> Iterator[Waiting]:
    """Yield events that a part of the program could not take."""
    if parked := parked_in(community):
        yield Waiting(Cause.PARKED, parked)


def told(found: Glance, groups: list[Group]) -> dict[str, object]:
    """Return what the log says first, groups by their keys."""
    keys = {pk: key for pk, key, _name in groups}
    alarms = [
        {"at": one.at, "kind": one.kind, "why": one.why, "group": keys.get(one.group or 0)} for one in found.alarms
    ]
    return {
        "weakest": found.verdict.step,
        "alarms": alarms,
        "groups": [life(group, found) for group in groups],
    }


def life(group: Group, found: Glance) -> dict[str, object]:
    """Return how one group lives; one that never spoke has no state."""
    pk, key, name = group
    rhythm = found.rhythms.get(pk)
    speakers = list(rhythm.weeks[:WEEKS][::-1]) if rhythm else []
    return {"group": key, "name": name, "state": state_of(rhythm) if rhythm else None, "speakers": speakers}
