"""What all reach together in the demo: at every three friends one of all is drawn, and has the course for a friend."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from coterie.cli.demo.friends import FRIENDSHIPS, join_at_the_front, visitor_called
from coterie.cli.demo.newcomers import settle_in
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Stage
from coterie.growth.domain.campaign import make_campaign, turn_campaign
from coterie.growth.domain.participation import follow_link, take_part
from coterie.growth.domain.settling import settle
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.enums import Medium
from coterie.growth.models import Campaign, Participant
from coterie.growth.queries.campaigns import campaigns_run_by, participants_run_by
from coterie.kit.actor import Actor
from coterie.market.queries.offers import offers_to_give

BEGUN, SETTLED = 86, range(87, 91)
WORDS: dict[str, Any] = {
    "name": "A full room for the winter",
    "text": "We fill the room together. Come by one of our links, stay a day, and read with us on Tuesday.",
}


class Guest(NamedTuple):
    """Whose friend (by place), on which day and under which name they come, and in what the link was passed on."""

    inviter: int
    day: int
    name: str
    medium: Medium


GUESTS = (
    Guest(0, 86, "Ada Brandt", Medium.POSTER),
    Guest(1, 87, "叶小舟", Medium.CHAT),
    Guest(1, 88, "Tomas Riva", Medium.CHAT),
    Guest(2, 88, "Nele Funk", Medium.CODE),
)


def begin_together(stage: Stage, at: datetime) -> None:
    """Begin the campaign; three who are keen take part."""
    offer = offers_to_give(stage.community.pk).get(pk=stage.course)
    drawn = Step(at=3, side="group", kind="code", offer=offer.key, cost=4_000)
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    times: dict[str, Any] = {"starts_at": at, "ends_at": at + timedelta(days=21), "budget": 16_000}
    promise = Promise(steps=(drawn,), stay_hours=24, celebrate=True)
    group = stage.groups["basic"].key
    row = make_campaign(
        community=stage.community.pk, kind="group", promise=promise, group=group, **WORDS, **times, **facts
    )
    turn_campaign(campaign=row.pk, state="running", **facts)
    for place, person in enumerate(keen(stage, at)[:3]):
        take_part(campaign=row.pk, actor=person.actor, now=at + timedelta(hours=place + 1))


def come_together(guest: Guest, stage: Stage, at: datetime) -> None:
    """Let a friend come by somebody's link, and stay."""
    visitor = visitor_called(guest.name)
    inviter = taking_part(stage)[guest.inviter]
    follow_link(participant=inviter.pk, visitor=visitor, medium=guest.medium, now=at)
    settle_in(join_at_the_front(stage, guest.name, visitor, at), at + timedelta(minutes=9))


def settle_together(stage: Stage, at: datetime) -> None:
    """Give what all have reached, as it is done every minute elsewhere."""
    for row in taking_part(stage):
        settle(participant=row.pk, actor=Actor.of_system("cli"), now=at)


def taking_part(stage: Stage) -> list[Participant]:
    """Return who takes part, the first first."""
    row: Campaign = campaigns_run_by(stage.owner, stage.community.pk).get(name=WORDS["name"])
    return list(participants_run_by(stage.owner, row))


DRIVES: tuple[tuple[int, int, Callable[[Stage, datetime], None]], ...] = (
    *FRIENDSHIPS,
    (BEGUN, 6, begin_together),
    *((one.day, 10, partial(come_together, one)) for one in GUESTS),
    *((day, 2, settle_together) for day in SETTLED),
)
"""Days of the story, hours of the day, and what happens then: all campaigns of the demo."""
