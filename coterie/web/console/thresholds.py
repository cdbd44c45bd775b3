"""What visitors do before they enter: the steps, of the community or of one code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.threshold import StepDraft, drafts_at, drafts_for, questions_kept, set_thresholds
from coterie.joining.enums import StepKind
from coterie.joining.models import LiveCode
from coterie.joining.queries.applications import applicants_waiting
from coterie.kit.clock import now
from coterie.market.queries.offers import offers_for_doors
from coterie.web.attempt import attempt
from coterie.web.console.door import door_address, door_of
from coterie.web.console.step_form import StepForms, steps_now
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("draw_in", Permission.EDIT_CODES)
def thresholds(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the steps at a door and change them."""
    code = door_of(request, community)
    steps = drafts_for(community.pk, code.pk if code else None)
    offers = offers_for_doors(community.pk)
    forms = StepForms(request.POST or None, initial=steps_now(steps), prefix="s", form_kwargs={"offers": offers})
    if request.method == "POST" and forms.is_valid() and kept(request, community, code, forms):
        messages.success(request, _("Visitors do this from now on."))
        return redirect(door_address("thresholds", community, code))
    return render(request, "console/thresholds.html", words_of(community, code, forms))


def kept(request: HttpRequest, community: Community, code: LiveCode | None, forms: StepForms) -> bool:
    """Set the steps as the forms say; what is refused becomes an error of the first one."""
    at = code.pk if code else None
    before: dict[str, StepDraft] = {draft.kind: draft for draft in drafts_for(community.pk, at)}
    asked = before.get(StepKind.QUESTIONS)
    steps = forms.drafts(before, asked.questions if asked else questions_kept(community.pk, at))
    facts = {"community": community.pk, "code": at, "actor": actor_of(request), "now": now()}
    return attempt(forms.whole, set_thresholds, steps=steps, **facts) is not None


def words_of(community: Community, code: LiveCode | None, forms: StepForms) -> dict[str, object]:
    """Return what the page shows."""
    at = code.pk if code else None
    return {
        "forms": forms,
        "code": code,
        "own": bool(drafts_at(community.pk, at)),
        "waiting": applicants_waiting(community.pk),
        "questions": len(questions_kept(community.pk, at)),
        "urls": {name: door_address(name, community, code) for name in ("questions", "threshold_removal")}
        | {"preview": door_address("threshold_preview", community, code, "first")},
    }


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def removal(request: HttpRequest, community: Community) -> HttpResponse:
    """Let a code ask what its community asks; the community asks nothing but its rules."""
    code = door_of(request, community)
    set_thresholds(community=community.pk, code=code.pk if code else None, steps=[], actor=actor_of(request), now=now())
    messages.success(request, _("Visitors do this from now on."))
    return redirect(door_address("thresholds", community, code))
