"""The seed members of the demo: found by what they did, invited with reasons, called twice, one made a leader."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from coterie.cli.demo import lines
from coterie.cli.demo.stage import Person, Stage
from coterie.members.domain.seed_invitation import answer_seed_invitation, invite_seeds
from coterie.members.domain.seed_promotion import promote_seed
from coterie.members.enums import Promotion, SeedState
from coterie.members.models import SeedMember
from coterie.members.queries.seeds import not_to_invite, seeds_visible_to
from coterie.review.queries.seed_look import look_for_seeds
from coterie.review.queries.seed_words import reasons_of
from coterie.rituals.domain.rally import call_rally, come_to_rally

INVITED, FIRST_RALLY, PROMOTED, INVITED_AGAIN, RALLIED = 45, 68, 75, 88, 89
"""Days of the story."""
FIRST, AGAIN = 9, 1


def invite_first(stage: Stage, at: datetime) -> None:
    """Ask those who stand out; most say yes on the same day, one says no."""
    people = {person.member: person for person in stage.seats["basic"]}
    for place, row in enumerate(invite(stage, FIRST, at)):
        facts: dict[str, Any] = {"seed": row.pk, "actor": people[row.member_id].actor}
        answer_seed_invitation(yes=place != FIRST - 2, now=at + timedelta(minutes=37 * (place + 1)), **facts)


def invite_one_more(stage: Stage, at: datetime) -> None:
    """Ask one more, who has not answered yet."""
    invite(stage, AGAIN, at)


def invite(stage: Stage, count: int, at: datetime) -> list[SeedMember]:
    """Ask the best candidates who still sit in the basic group."""
    row, seated = stage.community, {person.member for person in stage.seats["basic"]}
    without = not_to_invite(row.pk, at)
    found, _pulses = look_for_seeds(community=row.pk, zone=row.timezone, without=without, members=(), now=at)
    best = [one for one in found.best if one.member in seated][:count]
    reasons = {one.member: reasons_of(one) for one in best}
    facts: dict[str, Any] = {"community": row.pk, "actor": stage.owner, "now": at}
    return invite_seeds(members=list(reasons), reasons=reasons, **facts) if best else []


def inside(stage: Stage) -> list[SeedMember]:
    """Return who is in the programme, the longest first."""
    rows = seeds_visible_to(stage.owner, stage.community.pk).order_by("id")
    return [row for row in rows if row.state == SeedState.IN]


def promote_one(stage: Stage, at: datetime) -> None:
    """Make the first of them an opinion leader."""
    promote_seed(seed=inside(stage)[0].pk, to=Promotion.LEADER, actor=stage.owner, now=at)


def first_rally(stage: Stage, at: datetime) -> None:
    """Call them to be the first at the guest evening; most come within an hour or two."""
    call(stage, lines.FIRST_RALLY, lines.FIRST_RALLY_TASK, at, absent=1)


def rally(stage: Stage, at: datetime) -> None:
    """Call those on whom one can count before the cards come out; some have come already."""
    call(stage, lines.RALLY, lines.RALLY_TASK, at, absent=3)


def call(stage: Stage, title: str, task: str, at: datetime, *, absent: int) -> None:
    """Call the seed members; all but the last of them come."""
    people = {person.member: person for person in stage.seats["basic"]}
    row = call_rally(
        community=stage.community.pk, title=title, task=task, tag=lines.SEED, closes_at=at + timedelta(days=3),
        actor=stage.owner, now=at,
    )  # fmt: skip
    dice = Random(title)  # noqa: S311 - dice of a story, beside those of the play
    called: list[Person] = [people[one.member_id] for one in inside(stage) if one.member_id in people]
    for person in called[: max(1, len(called) - absent)]:
        moment = at + timedelta(minutes=dice.expovariate(1 / 60))
        come_to_rally(rally=row.pk, words=dice.choice(lines.RALLY_WORDS), actor=person.actor, now=moment)
