"""A poll, a question with its answer, one that still waits, and a message for tomorrow."""

from datetime import datetime, timedelta
from random import Random

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.groups.domain.pace import pace_group
from coterie.groups.domain.reading import mark_read
from coterie.talk.domain.hanging import hung_up
from coterie.talk.domain.message import post_message
from coterie.talk.domain.poll import ask_poll, choose
from coterie.talk.domain.question import accept_answer
from coterie.talk.domain.schedule import schedule_message
from coterie.talk.models import Message

POLL_DAY, QUESTION_DAY = 87, 89


def ask_for_an_hour(stage: Stage, at: datetime) -> None:
    """Let the group choose an hour, and most of the keen ones choose."""
    host, group = stage.seats["basic"][0], stage.groups["basic"].pk
    row = ask_poll(
        group=group, member=host.member, text=lines.POLL, options=lines.POLL_OPTIONS, actor=host.actor, now=at
    )
    dice = Random(lines.POLL)  # noqa: S311 - dice of a story, beside those of the play
    for place, person in enumerate(keen(stage, at)):
        if dice.random() < 0.7:
            option, later = dice.choices(range(3), weights=(2, 5, 1))[0], at + timedelta(minutes=7 * place)
            choose(message=row.pk, member=person.member, option=option, on=True, actor=person.actor, now=later)


def ask_how_long(stage: Stage, at: datetime) -> None:
    """Let a newcomer ask, a host answer, and another question wait; plan the next morning's words."""
    host, group = stage.seats["basic"][0], stage.groups["basic"].pk
    newcomer = keen(stage, at)[-1]
    question = say(group, newcomer, lines.QUESTION, at, kind="question")
    answer = say(group, host, lines.ANSWER, at + timedelta(minutes=6), reply_to=question.pk)
    accept_answer(message=answer.pk, actor=newcomer.actor, now=at + timedelta(minutes=8))
    schedule_message(
        group=group, member=host.member, text=lines.LATER, send_at=at + timedelta(days=3), actor=host.actor, now=at
    )
    lead(stage, at)
    _stored, paper = hung_up(lines.LIST.encode(), lines.LIST_NAME, community=stage.community.pk, now=at)
    say(group, host, lines.LIST_WORDS, at + timedelta(minutes=12), things=[paper])
    for person in keen(stage, at)[:12]:
        mark_read(group=group, member=person.member, until=at, actor=person.actor, now=at)


def say(group: int, person: Person, text: str, at: datetime, **facts: object) -> Message:
    """Say something in a group."""
    return post_message(group=group, member=person.member, text=text, actor=person.actor, now=at, **facts)  # type: ignore[arg-type]  # as it is called


def lead(stage: Stage, at: datetime) -> None:
    """Let the basic group lead to the VIP group."""
    pace_group(
        group=stage.groups["basic"].pk, slow_seconds=0, leads_to=stage.groups["vip"].pk, actor=stage.owner, now=at,
        quiet_from=None, quiet_to=None,
    )  # fmt: skip
