"""A rally as a member sees it who is called."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.rituals.domain.rally import come_to_rally
from coterie.rituals.models import RallyCall
from coterie.rituals.queries.rallies import call_to
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page


class ComingForm(forms.Form):
    """What one has done, or will do."""

    words = forms.CharField(label=gettext_lazy("In a few words"), max_length=300, required=False)


def call_at(standing: Standing, key: str) -> RallyCall:
    """Find the rally to which one is called, or 404."""
    call = call_to(standing.community, key, standing.member)
    if call is None:
        raise Http404
    return call


@require_safe
@member_page("rituals")
def rally(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show what is to be done."""
    call = call_at(standing, key)
    return rally_page(request, standing, call, ComingForm(initial={"words": call.words}))


def rally_page(request: HttpRequest, standing: Standing, call: RallyCall, form: ComingForm) -> HttpResponse:
    """Answer with the page of a rally."""
    words = {"standing": standing, "call": call, "row": call.rally, "form": form, "over": now() >= call.rally.closes_at}
    return render(request, "member/rally.html", words, status=422 if form.errors else 200)


@require_POST
@member_page("rituals")
def rally_coming(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Come."""
    call, form = call_at(standing, key), ComingForm(request.POST)
    facts = {"rally": call.rally_id, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, come_to_rally, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("Thank you, it is kept."))
        return redirect("member:rally", standing.slug, key)
    return rally_page(request, standing, call, form)
