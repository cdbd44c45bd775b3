"""Somebody comes: sees the page, scans, perhaps joins, perhaps says hello."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo import lines, people
from coterie.cli.demo.draw_in import look_of
from coterie.cli.demo.newcomers import settle_in
from coterie.cli.demo.passer_by import come_by_a_piece
from coterie.cli.demo.stage import Person, Stage
from coterie.joining.domain.joining import join
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.domain.sight import see_page
from coterie.joining.errors import NoSeat
from coterie.joining.queries.progress import steps_for
from coterie.kit.actor import VISITOR
from coterie.talk.domain.message import post_message


def arrive(stage: Stage, code: str, group: str, at: datetime) -> None:
    """Play one visitor from the first look to, perhaps, the first words."""
    dice, door = stage.dice, stage.codes[code]
    visitor = dice.getrandbits(62) | 1
    come_by_a_piece(stage, visitor, at)
    see_page(look=look_of(stage, code, visitor), visitor=visitor, now=at)
    if dice.random() > 0.75:
        return
    settle([Claim(door.slug, visitor, fresh=True)], now=at + timedelta(minutes=1))
    if dice.random() > (0.54 if group == "basic" else 0.85):
        return
    person = join_as(stage, code, visitor, at + timedelta(minutes=2 + dice.random() * 8))
    if person is None:
        return
    stage.seats[group].append(person)
    settle_in(person, at + timedelta(minutes=11))
    if dice.random() < 0.45:
        hello(stage, group, person, at + timedelta(minutes=12 + dice.random() * 90))


def join_as(stage: Stage, code: str, visitor: int, at: datetime) -> Person | None:
    """Pass the threshold under the next name; who must wait or prove something goes away for now."""
    dice, door = stage.dice, stage.codes[code]
    steps = steps_for(community=stage.community.pk, code=door.pk, visitor=visitor)
    if any(step.by_itself for step in steps):
        return None
    name = people.name_of(stage.came)
    stage.came += 1
    answers = {asked.question.pk: dice.choice(asked.question.choices) for step in steps for asked in step.asked}
    version = next(step.rules_version for step in steps if step.rules_version is not None)
    facts: dict[str, Any] = {"community": stage.community.pk, "code": door.slug, "visitor": visitor, "name": name}
    try:
        joined = join(**facts, answers=answers, accepted_rules=version, actor=VISITOR, now=at)
    except NoSeat:
        return None
    keen = timedelta(days=dice.expovariate(1 / 26))
    talk = min(dice.lognormvariate(-2.6, 1.3), 3)
    return Person(joined.account, joined.member, name, talk, at + keen, door.channel_id)


def hello(stage: Stage, group: str, person: Person, at: datetime) -> None:
    """Let a newcomer introduce themselves, and mostly be welcomed."""
    name = person.name.split()[0]
    message = greet(stage, group, person, stage.dice.choice(lines.GREETINGS).format(name=name), at)
    if stage.dice.random() < 0.75:
        host = stage.dice.choice(stage.seats[group][:3])
        after = at + timedelta(minutes=stage.dice.lognormvariate(2.3, 1.1))
        greet(stage, group, host, stage.dice.choice(lines.WELCOMES).format(name=name), after, answer=message)


def greet(stage: Stage, group: str, person: Person, text: str, at: datetime, *, answer: int | None = None) -> int:
    """Post a text and remember it; return the message."""
    room = stage.groups[group].pk
    message = post_message(group=room, member=person.member, text=text, reply_to=answer, actor=person.actor, now=at)
    stage.said[group] = [*stage.said[group][-11:], (message.pk, person.member)]
    return message.pk
