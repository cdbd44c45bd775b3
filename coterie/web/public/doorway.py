"""A visitor before a door: the steps, which one is next, and where its page is."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.communities.models import Community
from coterie.joining.domain.passage import Visit
from coterie.joining.enums import StepKind
from coterie.joining.models import LiveCode
from coterie.joining.queries.codes import front_door
from coterie.joining.queries.progress import Step, steps_for
from coterie.members.queries.members import member_of
from coterie.web.public.arrival import asked_code
from coterie.web.public.visitor import visitor_of
from coterie.web.request import actor_of

LABELS = {
    StepKind.QUESTIONS: _("Questions"),
    StepKind.APPROVAL: _("Approval"),
    StepKind.INVITATION: _("Invitation"),
    StepKind.REFERRAL: _("Who sent you"),
    StepKind.PURCHASE: _("Your order"),
    StepKind.REDEEM: _("Your code"),
    StepKind.PAYMENT: _("What you buy"),
    StepKind.PLAN: _("Your plan"),
}
CARRIED = ("code", "invitation", "from")
"""What an address says that the next page needs; tags of links are counted once, where one arrives."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the way, for the stepper."""

    label: Promise | str
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Doorway:
    """Who stands where, and how far."""

    community: Community
    code: LiveCode | None
    visitor: int | None
    steps: tuple[Step, ...]
    member: int | None = None

    @property
    def spent(self) -> bool:
        """Whether somebody else has entered from this browser by what was passed."""
        found = (step.passage.member_id for step in self.apart if step.passage)
        return any(member not in (None, self.member) for member in found)

    @property
    def visit(self) -> Visit:
        """The visitor at the door, as verbs take it."""
        return Visit(self.community.pk, self.code.pk if self.code else None, self.visitor or 0)

    @property
    def apart(self) -> tuple[Step, ...]:
        """The steps with a page of their own; rules and ungraded questions alone fit on the page where one enters."""
        if not any(step.by_itself for step in self.steps):
            return ()
        return tuple(step for step in self.steps if step.kind != StepKind.RULES)

    @property
    def next(self) -> Step | None:
        """The first step that is open and has a page of its own."""
        return next((step for step in self.apart if not step.done), None)

    @property
    def last(self) -> tuple[Step, ...]:
        """What is asked on the page where one enters."""
        return tuple(step for step in self.steps if step not in self.apart)


def doorway_of(request: HttpRequest, community: Community) -> Doorway:
    """Return the door that the address names, as the visitor stands before it."""
    code, visitor = asked_code(request, community) or front_door(community.pk), visitor_of(request)
    member = member_of(actor_of(request), community.pk)
    facts: dict[str, Any] = {
        "code": code.pk if code else None,
        "visitor": visitor,
        "member": member.pk if member else None,
    }
    return Doorway(community, code, visitor, tuple(steps_for(community=community.pk, **facts)), facts["member"])


def onward(request: HttpRequest, doorway: Doorway) -> str:
    """Return the page where the visitor goes on: the first open step, or the one where one enters."""
    slug, step = doorway.community.slug, None if doorway.spent else doorway.next
    path = reverse("join_step", args=[slug, step.kind]) if step else reverse("join", args=[slug])
    return path + carried_on(request)


def carried_on(request: HttpRequest) -> str:
    """Return what of an address the next one says as well, with its question mark."""
    query = urlencode([(name, value) for name, value in request.GET.items() if name in CARRIED])
    return f"?{query}" if query else ""


def marks(doorway: Doorway, here: str = "") -> list[Mark]:
    """Return the way as a stepper shows it; `here` is the step that is shown, none for the last page."""
    if not doorway.apart:
        return []
    found = [
        Mark(LABELS[StepKind(step.kind)], "current" if step.kind == here else "done" if step.done else "todo")
        for step in doorway.apart
    ]
    return [*found, Mark(_("Enter"), "todo" if here else "current")]
