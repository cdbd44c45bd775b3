"""What is said in the demo."""

from datetime import datetime, timedelta

from coterie.cli.demo import lines
from coterie.cli.demo.arrival import greet
from coterie.cli.demo.stage import Person, Stage
from coterie.groups.domain.membership import join_group
from coterie.talk.domain.reaction import react
from coterie.talk.enums import Emoji


def seat_crew(stage: Stage, now: datetime) -> None:
    """Seat the operators in every group."""
    for name, seats in stage.seats.items():
        for person in seats:
            join_group(group=stage.groups[name].pk, member=person.member, actor=stage.owner, now=now)


def say_something(stage: Stage, group: str, person: Person, at: datetime) -> None:
    """Open a thread or answer in one, and sometimes only react."""
    dice = stage.dice
    if person not in stage.seats[group]:
        return
    others = [message for message, author in stage.said[group] if author != person.member]
    if others and dice.random() < 0.22:
        sign = dice.choice(Emoji.values)
        react(message=dice.choice(others), member=person.member, emoji=sign, actor=person.actor, now=at)
    elif others and dice.random() < 0.62:
        greet(stage, group, person, dice.choice(lines.REPLIES), at, answer=dice.choice(others[-6:]))
    else:
        greet(stage, group, person, dice.choice(lines.OPENERS), at)


def dispute(stage: Stage, at: datetime) -> None:
    """Let two members argue, and the host bring them together."""
    talkers = sorted(stage.seats["basic"][3:], key=lambda person: person.talk, reverse=True)[:2]
    host = stage.seats["basic"][0]
    parts = [*talkers, *talkers, host, talkers[1], talkers[0]]
    before = None
    for place, (person, text) in enumerate(zip(parts, lines.DISPUTE, strict=True)):
        before = greet(stage, "basic", person, text, at + timedelta(minutes=4 * place), answer=before)
