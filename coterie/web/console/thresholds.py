"""What visitors answer before they enter the community."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.enums import StepKind
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.question_form import QuestionForms, questions_now
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("draw_in", Permission.EDIT_CODES)
def thresholds(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the questions at the door and change them."""
    forms = QuestionForms(request.POST or None, initial=questions_now(community.pk), prefix="q")
    if request.method == "POST" and forms.is_valid():
        drafts = forms.drafts()
        steps = [StepDraft(kind=StepKind.RULES)] + (
            [StepDraft(kind=StepKind.QUESTIONS, questions=drafts)] if drafts else []
        )
        facts = {"community": community.pk, "steps": steps, "actor": actor_of(request), "now": now()}
        if attempt(forms.whole, set_thresholds, **facts) is not None:
            messages.success(request, _("Visitors are asked this from now on."))
            return redirect("console:thresholds", community.slug)
    return render(request, "console/thresholds.html", {"forms": forms})
