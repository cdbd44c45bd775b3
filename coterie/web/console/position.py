"""Step 1: the canvas, and opening the community."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import close_community, open_community
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.rules import ANSWERS, missing_answers
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.canvas_form import CanvasForm, OpeningForm
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("position", Permission.EDIT_CANVAS)
def position(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the canvas and take answers."""
    form = CanvasForm(request.POST or None, initial=CanvasForm.initial_of(community.canvas))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "answers": form.answers(), "actor": actor_of(request), "now": now()}
        if attempt(form, answer_canvas, **facts):
            messages.success(request, _("The canvas is kept."))
            return redirect("console:position", community.slug)
    missing = missing_answers(community.canvas)
    words = {"form": form, "missing": missing, "answered": len(ANSWERS) - len(missing), "opening": OpeningForm()}
    return render(request, "console/position.html", words)


@require_POST
@console_page("position", Permission.OPEN_COMMUNITY)
def opening(request: HttpRequest, community: Community) -> HttpResponse:
    """Open the community."""
    form = OpeningForm(request.POST)
    form.is_valid()
    open_community(
        community=community.pk, anyway=form.cleaned_data.get("anyway", ""), actor=actor_of(request), now=now()
    )
    messages.success(request, _("The community is open. Print its code and invite the first people."))
    return redirect("console:first_steps", community.slug)


@require_POST
@console_page("position", Permission.OPEN_COMMUNITY)
def closure(request: HttpRequest, community: Community) -> HttpResponse:
    """Close the community."""
    close_community(community=community.pk, actor=actor_of(request), now=now())
    messages.success(request, _("Nobody can join now. Members keep their groups."))
    return redirect("console:position", community.slug)
