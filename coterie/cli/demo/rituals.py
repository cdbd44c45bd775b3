"""What people expect in the demo: a topic every Tuesday at nine in the evening, kept but for one week."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from coterie.cli.demo import lines
from coterie.cli.demo.arrival import greet
from coterie.cli.demo.stage import Person, Stage
from coterie.kit.actor import Actor
from coterie.rituals.domain.calendar import plan_ahead
from coterie.rituals.domain.challenge import create_challenge
from coterie.rituals.domain.check_in import Shown, check_in, join_challenge
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.idea import propose_idea
from coterie.rituals.domain.mark import mark_contribution
from coterie.rituals.domain.ritual import create_ritual
from coterie.rituals.queries.challenges import challenges_run_by, enrolment_of, local_date
from coterie.rituals.queries.rituals import occurrences_run_by
from coterie.talk.queries.window import said_between

FIRST_DAY, FORGOTTEN = 5, 40
"""Around the fortieth day the machine stood still one Tuesday evening."""
NINE, LENGTH = timedelta(hours=13), timedelta(minutes=30)
"""Nine in the evening in Shanghai, from midnight in UTC."""
CLINIC_BEGINS = timedelta(hours=12, seconds=5)
TUESDAY = 1
PAGES_BEGIN, PAGES_LAST = timedelta(days=68), timedelta(days=20)

Deed = tuple[datetime, Callable[[datetime], None]]


def plan_rituals(stage: Stage, at: datetime) -> None:
    """Plan the topic sessions of the basic group and the clinic of the VIP group."""
    crew = [person.member for person in stage.seats["basic"][:3]]
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at, "first_on": at.date()}
    topic = create_ritual(
        kind="topic", title=lines.TOPIC_SESSION, brief=lines.TOPIC_BRIEF, groups=[stage.groups["basic"].pk],
        rule="weekly", weekdays=[TUESDAY], at=time(21), minutes=30, hosts=crew, checklist=lines.RUN_OF_SHOW, **facts,
    )  # fmt: skip
    stage.topic = topic.pk
    stage.pages = create_challenge(
        community=stage.community.pk, group=stage.groups["basic"].pk, title=lines.PAGES, brief=lines.PAGES_BRIEF,
        proof="number", unit="lines", first_on=(at + PAGES_BEGIN).date(),
        last_on=(at + PAGES_BEGIN + PAGES_LAST).date(), says=False, actor=stage.owner, now=at,
    ).pk  # fmt: skip
    create_ritual(
        kind="meeting", title=lines.CLINIC, brief=lines.CLINIC_BRIEF, groups=[stage.groups["vip"].pk], rule="weekly",
        weekdays=[3], every=2, at=time(20), minutes=60, hosts=crew[:1], **facts,
    )  # fmt: skip


def sessions(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """Let the clock be followed, and people take part on Tuesdays."""
    if day < FIRST_DAY:
        return
    yield morning + timedelta(minutes=1), partial(write_ahead, stage)
    yield morning + timedelta(hours=11), partial(pages, stage)
    yield morning + NINE, follow
    yield morning + CLINIC_BEGINS, follow
    yield morning + CLINIC_BEGINS + timedelta(hours=1), follow
    if morning.weekday() == TUESDAY:
        nine = morning + NINE
        if not FORGOTTEN <= day < FORGOTTEN + 7:
            yield nine - timedelta(minutes=15), follow
            yield nine + timedelta(seconds=5), follow
            for _one in range(stage.dice.randint(6, 14)):
                yield nine + timedelta(minutes=1 + stage.dice.random() * 27), partial(contribute, stage)
            yield nine + timedelta(minutes=29), partial(praise, stage)
        yield nine + LENGTH + timedelta(seconds=5), follow
        yield nine + timedelta(hours=1), partial(wish, stage)


def write_ahead(stage: Stage, at: datetime) -> None:
    """Write the calendar of the weeks to come."""
    plan_ahead(community=stage.community.pk, actor=Actor.of_system(), now=at)


def follow(at: datetime) -> None:
    """Let happen what is due."""
    run_due(actor=Actor.of_system(), now=at)


def keen(stage: Stage, at: datetime) -> list[Person]:
    """Return who still comes to the basic group."""
    return [person for person in stage.seats["basic"][3:] if person.keen_until >= at]


def contribute(stage: Stage, at: datetime) -> None:
    """Let somebody hand in a headline."""
    if people := keen(stage, at):
        greet(stage, "basic", stage.dice.choice(people), stage.dice.choice(lines.CONTRIBUTIONS), at)


def praise(stage: Stage, at: datetime) -> None:
    """Let a host and some members mark what they liked."""
    row = occurrences_run_by(stage.owner, stage.community.pk).filter(ritual=stage.topic, state="open").first()
    lines_said = said_between(row.group_id, row.opened_at, at, without=row.said) if row and row.opened_at else []
    if row is None or not lines_said:
        return
    host = stage.seats["basic"][0]
    for who in [host, *stage.dice.sample(keen(stage, at), k=min(4, len(keen(stage, at))))]:
        line = stage.dice.choice(lines_said)
        if line.member != who.member:
            facts: dict[str, Any] = {"occurrence": row.pk, "member": who.member, "message": line.key}
            mark_contribution(**facts, actor=who.actor, now=at)


def wish(stage: Stage, at: datetime) -> None:
    """Let two people wish for a topic."""
    people = keen(stage, at)
    for person in stage.dice.sample(people, k=min(2, len(people))):
        text = stage.dice.choice(lines.WISHES)
        propose_idea(ritual=stage.topic, text=text, actor=person.actor, now=at)


def pages(stage: Stage, at: datetime) -> None:
    """Let people take part in the challenge, most of them most days."""
    row = challenges_run_by(stage.owner, stage.community.pk).get(pk=stage.pages)
    if not row.first_on <= local_date(at, row.community.timezone) <= row.last_on:
        return
    dice = Random(f"{stage.came} {at}")  # noqa: S311 - dice of a story, beside those of the play
    for place, person in enumerate([stage.seats["basic"][0], *keen(stage, at)[:24]]):
        enrolment = enrolment_of(row.pk, person.member)
        if enrolment is None and (place == 0 or dice.random() < 0.4):
            enrolment = join_challenge(challenge=row.pk, member=person.member, actor=person.actor, now=at)
        if enrolment and dice.random() < 0.97 - place * 0.02:
            shown = Shown(number=Decimal(dice.randint(3, 12)))
            check_in(enrolment=enrolment.pk, shown=shown, actor=person.actor, now=at + timedelta(minutes=place))
