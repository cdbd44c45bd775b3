"""From a community that is only made to people who talk in it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.communities.rules import missing_answers
from coterie.groups.models import Group
from coterie.groups.queries.groups import open_groups_run_by
from coterie.joining.models import LiveCode
from coterie.joining.queries.baits import promise_at
from coterie.joining.queries.codes import codes_visible_to
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.talk.queries.latest import latest_in
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How far a community is: its doors, how many parts of its canvas are unanswered, what was scanned and said."""

    opened: bool
    missing: int
    may_open: bool
    group: Group | None
    code: LiveCode | None
    scanned: bool
    joined: bool
    spoken: bool

    @property
    def done(self) -> int:
        """How many of the four steps are behind."""
        return self.opened + self.scanned + self.spoken + self.joined


@require_safe
@console_page("today", Permission.SEE_CONSOLE)
def first_steps(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the four steps, and the code to print."""
    return render(request, "console/first_steps.html", {"steps": steps_of(community, actor_of(request))})


def steps_of(community: Community, actor: Actor) -> FirstSteps:
    """Look up how far the community is."""
    groups = open_groups_run_by(actor, community.pk)
    codes = list(codes_visible_to(actor, community.pk).order_by("is_front_door", "id")[:50])
    return FirstSteps(
        opened=community.opened_at is not None,
        missing=len(missing_answers(community.canvas)),
        may_open=may(actor, Permission.OPEN_COMMUNITY, community.pk),
        group=groups[0] if groups else None,
        code=codes[0] if codes else None,
        scanned=any(code.visitors for code in codes),
        joined=any(code.joins for code in codes),
        spoken=bool(latest_in([group.pk for group in groups])),
    )


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def print_sheet(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Show a code as one sheet of paper."""
    code = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    return render(request, "console/print_sheet.html", {"code": code, "promise": promise_at(code, now=now())})
