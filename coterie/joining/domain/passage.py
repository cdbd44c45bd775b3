"""Passing one step, and being slowed down while guessing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.events import ThresholdAnswered
from coterie.joining.models import Passage
from coterie.joining.queries.progress import Step, steps_for
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish
from coterie.platform.limits.allowance import demand

A_WHILE = timedelta(minutes=10)
TRIES_OF_VISITOR, TRIES_OF_ADDRESS = 5, 30
"""Guesses in ten minutes; an internet address stands for a whole office or a mobile network."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor at a door: of a community, or of one of its codes."""

    community: int
    code: int | None
    visitor: int


def slow_down(kind: str, visit: Visit, origin: str, now: datetime) -> None:
    """Count a guess by the visitor and by the internet address it came from, before any transaction.

    Raises TooMany.
    """
    facts: dict[str, Any] = {"window": A_WHILE, "now": now, "durable": True}
    demand(f"join.{kind}.visitor", f"{visit.community}:{visit.visitor}", per=TRIES_OF_VISITOR, **facts)
    demand(f"join.{kind}.address", f"{visit.community}:{origin}", per=TRIES_OF_ADDRESS, **facts)


def step_before(visit: Visit, kind: StepKind) -> Step:
    """Return the step of a kind at which a visitor stands.

    Raises NotFound when it is not asked here, ThresholdUnmet when an earlier step is open.
    """
    steps = steps_for(community=visit.community, code=visit.code, visitor=visit.visitor)
    place = next((place for place, step in enumerate(steps) if step.kind == kind), None)
    if place is None:
        raise NotFound(_("This is not asked here any more."))
    for step in steps[:place]:
        if not step.done and step.kind != StepKind.RULES:
            raise ThresholdUnmet(_("A step before is still open."), field=str(step.kind))
    return steps[place]


def locked_passage(visit: Visit, step: Step, now: datetime) -> Passage:
    """Return how the visitor stands before a step, locked; a new row for who comes first."""
    rows = Passage.objects.select_for_update(of=("self",))
    row, _fresh = rows.get_or_create(
        threshold_id=step.threshold or 0, visitor=visit.visitor, defaults={"at": now, "code_id": visit.code}
    )
    return row


def passed(row: Passage, step: Step, visit: Visit, actor: Actor, now: datetime) -> Passage:
    """Let the visitor go on to the next step."""
    row.state, row.at, row.code_id = PassageState.PASSED, now, visit.code
    row.save()
    publish(told(step, visit, member=None, actor=actor, now=now, inviter=row.inviter_id))
    return row


def told(
    step: Step, visit: Visit, *, member: int | None, actor: Actor, now: datetime, inviter: int | None = None
) -> ThresholdAnswered:
    """Return the event of a step passed; it names the step, never the answers."""
    return ThresholdAnswered(
        at=now,
        community=visit.community,
        actor=actor.account,
        subject=step.threshold,
        visitor=visit.visitor,
        member=member,
        code=visit.code,
        data={"kind": str(step.kind), **({"inviter": inviter} if inviter else {})},
    )
