"""Two sessions with guests: one that was, with its questions and answers, and one that is to come."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import follow, keen
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import VISITOR
from coterie.rituals.domain.appearance import answer_invitation, invite_guest, thank_guest
from coterie.rituals.domain.audience import ask_guest, mark_answered, rate_session, take_question, vote_for_question
from coterie.rituals.domain.guest import add_guest
from coterie.rituals.domain.ritual import create_ritual
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.guests import questions_for
from coterie.rituals.queries.rituals import occurrences_run_by
from coterie.talk.domain.message import post_message

PLANNED, HELD, NEXT = 74, 78, 88
"""Days of the story: the first is planned and held, the second is planned for three days later."""
HOUR = time(20, 30)
LENGTH = timedelta(minutes=60)


def plan_guest(stage: Stage, at: datetime) -> None:
    """Ask the baker, who comes, and let members write down what they want to know."""
    row = planned(stage, at, lines.GUEST, lines.GUEST_TOPIC, days=HELD - PLANNED, profile=lines.GUEST_PROFILE)
    ask(stage, row, lines.GUEST_QUESTIONS, at)


def plan_next_guest(stage: Stage, at: datetime) -> None:
    """Ask the editor for one of the next days."""
    row = planned(stage, at, lines.NEXT_GUEST, lines.NEXT_GUEST_TOPIC, days=4)
    ask(stage, row, lines.NEXT_GUEST_QUESTIONS, at)


def planned(stage: Stage, at: datetime, who: Sequence[str], topic: str, *, days: int, profile: str = "") -> Occurrence:
    """Write a guest into the book, plan an evening and let them say yes."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    name, headline, topics, contact = who
    guest = add_guest(
        community=stage.community.pk, name=name, headline=headline, topics=topics, contact=contact, profile=profile,
        **facts,
    )  # fmt: skip
    first_on = at.astimezone(ZoneInfo(stage.community.timezone)).date() + timedelta(days=days)
    ritual = create_ritual(
        community=stage.community.pk, kind="guest", title=topic, groups=[stage.groups["basic"].pk], rule="once",
        first_on=first_on, at=HOUR, minutes=60, hosts=[stage.seats["basic"][0].member], **facts,
    )  # fmt: skip
    row = ritual.occurrences.get()
    asked = invite_guest(occurrence=row.pk, guest=guest.pk, **facts)
    answer_invitation(secret=asked.secret, coming="comes", note="Gladly.", actor=VISITOR, now=at + timedelta(hours=2))
    return row


def ask(stage: Stage, row: Occurrence, questions: Sequence[str], at: datetime) -> None:
    """Let members ask, and others want to know it too."""
    dice, people = Random(row.ritual.title), keen(stage, at)  # noqa: S311 - dice of a story, beside those of the play
    for place, text in enumerate(questions):
        later = at + timedelta(hours=3 + place)
        asker = people[place * 7 % len(people)]
        asked = ask_guest(occurrence=row.pk, text=text, actor=asker.actor, now=later)
        for person in dice.sample(people, k=min(len(people), 3 + 2 * place)):
            vote_for_question(question=asked.pk, on=True, actor=person.actor, now=later)


def hold_guest(stage: Stage, at: datetime) -> None:
    """Let the evening take place: two questions are put and answered; members say how it was."""
    rows = occurrences_run_by(stage.owner, stage.community.pk)
    row = rows.filter(ritual__title=lines.GUEST_TOPIC)[0]
    follow(row.starts_at + timedelta(seconds=5))
    host, dice = stage.seats["basic"][0], Random(lines.GUEST_TOPIC)  # noqa: S311 - dice of a story
    for place, answer in enumerate(lines.GUEST_ANSWERS):
        moment = row.starts_at + timedelta(minutes=8 + 12 * place)
        taken = take_question(question=best_of(row), actor=stage.owner, now=moment)
        facts: dict[str, Any] = {"group": row.group_id, "member": host.member, "actor": host.actor}
        said = f"{lines.GUEST[0]}: {answer}"
        post_message(text=said, reply_to=taken.message_id, now=moment + timedelta(minutes=3), **facts)
        mark_answered(question=taken.pk, on=True, actor=stage.owner, now=moment + timedelta(minutes=9))
    over = row.ends_at + timedelta(seconds=5)
    follow(over)
    for place, person in enumerate(keen(stage, at)[:14]):
        words = lines.GUEST_VERDICTS[place] if place < len(lines.GUEST_VERDICTS) else ""
        rate_session(occurrence=row.pk, stars=dice.choice((4, 5, 5, 5, 3)), words=words, actor=person.actor, now=over)
    thank_guest(occurrence=row.pk, actor=stage.owner, now=over + timedelta(hours=1))


def best_of(row: Occurrence) -> int:
    """Return the question that most want to know and nobody has put yet."""
    waiting = [one.pk for one in questions_for(row) if one.taken_at is None]
    return waiting[0]
