"""What a visitor will see at a door, without a visitor."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.queries.progress import steps_for
from coterie.web.console.door import door_address, door_of
from coterie.web.place import console_page
from coterie.web.public.doorway import Doorway, marks
from coterie.web.public.join_form import JoinForm
from coterie.web.public.step_form import FORMS

LAST = "join"


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the buttons of a page lead that nobody really visits."""

    onward: str
    back: str


@require_safe
@console_page("draw_in", Permission.EDIT_CODES)
def preview(request: HttpRequest, community: Community, kind: str) -> HttpResponse:
    """Show one page of the way in, as somebody sees it who was never here."""
    code = door_of(request, community)
    steps = steps_for(community=community.pk, code=code.pk if code else None, visitor=None)
    doorway = Doorway(community, code, None, tuple(steps))
    pages = [*(str(step.kind) for step in doorway.apart), LAST]
    if kind not in pages:
        return redirect(door_address("threshold_preview", community, code, pages[0]))
    after = pages[pages.index(kind) + 1 :] or ["first"]
    onward = door_address("threshold_preview", community, code, after[0])
    place = Preview(onward, door_address("thresholds", community, code))
    return drawn(request, doorway, kind, place)


def drawn(request: HttpRequest, doorway: Doorway, kind: str, place: Preview) -> HttpResponse:
    """Draw the page with the visitor's own templates."""
    way = marks(come_to(doorway, kind), "" if kind == LAST else kind)
    words: dict[str, object] = {"community": doorway.community, "preview": place, "code": doorway.code, "marks": way}
    if kind == LAST:
        return render(request, "public/join.html", {**words, "form": JoinForm(steps=doorway.last, known=False)})
    step = next(step for step in doorway.apart if step.kind == kind)
    return render(request, "public/step.html", {**words, "step": step, "form": FORMS[kind](step=step)})


def come_to(doorway: Doorway, kind: str) -> Doorway:
    """Return the door as it is for somebody who has done every step before this one."""
    kinds = [str(step.kind) for step in doorway.apart]
    done = kinds[: kinds.index(kind)] if kind in kinds else kinds
    return replace(doorway, steps=tuple(replace(step, done=step.done or step.kind in done) for step in doorway.steps))
