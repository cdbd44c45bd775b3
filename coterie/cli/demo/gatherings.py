"""Two suppers in the demo: one that was, with its recap, and one to come, with a line."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import Actor
from coterie.rituals.domain.door import scan_ticket
from coterie.rituals.domain.gathering import create_gathering, write_recap
from coterie.rituals.domain.place import give_back, lapse_due, take_place
from coterie.rituals.models import Gathering
from coterie.rituals.queries.gatherings import gatherings_run_by, guests_of

FIRST_SUPPER, SECOND_SUPPER = 60, 84
"""The days on which people are invited; each takes place a week later."""
WEEK, LENGTH = timedelta(days=7), timedelta(hours=3)


def invite(stage: Stage, at: datetime, **facts: Any) -> None:
    """Invite to a supper in a week, and let people ask for places in the hours after."""
    begins = (at + WEEK).replace(hour=11, minute=0)
    row = create_gathering(
        community=stage.community.pk, group=stage.groups["basic"].pk, place=lines.SUPPER_PLACE, cost=lines.SUPPER_COST,
        starts_at=begins, ends_at=begins + LENGTH, actor=stage.owner, now=at, **facts,
    )  # fmt: skip
    people = [stage.seats["basic"][0], *keen(stage, at)]
    for place, person in enumerate(people[: row.places + 4]):
        take_place(gathering=row.pk, actor=person.actor, now=at + timedelta(minutes=7 * place))


def first_supper(stage: Stage, at: datetime) -> None:
    """Invite to the first supper."""
    invite(stage, at, title=lines.SUPPER, brief=lines.SUPPER_BRIEF, places=12)


def second_supper(stage: Stage, at: datetime) -> None:
    """Invite to the second one, which has more guests than places."""
    invite(stage, at, title=lines.SUPPER_AGAIN, brief=lines.SUPPER_BRIEF, places=8)


def somebody_cannot_come(stage: Stage, at: datetime) -> None:
    """Let one guest give the place back: the next in line is asked."""
    row = latest(stage)
    people = {person.member: person for person in keen(stage, at)}
    guest = next((one for one in guests_of(row) if one.state == "taken" and one.member_id in people), None)
    if guest:
        give_back(gathering=row.pk, actor=people[guest.member_id].actor, now=at)


def sit_down(stage: Stage, at: datetime) -> None:
    """Let the guests of a supper in, most of them, and tell of it the day after."""
    row = latest(stage)
    lapse_due(actor=Actor.of_system(), now=at)
    for place, guest in enumerate(guests_of(row).filter(state="taken")):
        if place % 7 != 3:
            scan_ticket(gathering=row.pk, secret=guest.secret, actor=stage.owner, now=at + timedelta(minutes=place))
    write_recap(gathering=row.pk, recap=lines.SUPPER_RECAP, actor=stage.owner, now=at + timedelta(hours=14))


def latest(stage: Stage) -> Gathering:
    """Return the supper to which people were invited last."""
    return gatherings_run_by(stage.owner, stage.community.pk)[0]
