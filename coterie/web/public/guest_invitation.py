"""The invitation of a guest, who needs no account to answer."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from coterie.kit.clock import now
from coterie.rituals.domain.appearance import answer_invitation
from coterie.rituals.enums import Coming
from coterie.rituals.queries.guests import invitation_with
from coterie.rituals.queries.rituals import zone_of
from coterie.rituals.rules import COMING
from coterie.web.attempt import attempt
from coterie.web.place import set_place
from coterie.web.request import actor_of


class AnswerForm(forms.Form):
    """Whether one comes."""

    coming = forms.ChoiceField(
        label=_("Do you come?"),
        choices=[(Coming.COMES, _("Yes, I come")), (Coming.CANNOT, _("I cannot this time"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("A word to your hosts"), max_length=300, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def guest_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what a guest is invited to, and take the answer; no search engine is to keep it."""
    row = invitation_with(secret)
    if row is None:
        raise Http404
    set_place(request, row.occurrence.community)
    form = AnswerForm(request.POST or None, initial={"coming": row.coming, "note": row.note})
    facts = {"secret": secret, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, answer_invitation, **form.cleaned_data, **facts) is not None:
        return redirect("guest_invitation", secret)
    words = {"row": row, "form": form, "open": row.occurrence.state in COMING}
    with timezone.override(zone_of(row.occurrence)):
        answer = render(request, "public/guest_invitation.html", words, status=422 if form.is_bound else 200)
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex", "no-referrer"
    return answer
