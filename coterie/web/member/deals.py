"""Companies that one registers as a partner."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.kit.clock import now
from coterie.partners.domain.deal import register_deal
from coterie.partners.queries.deals import own_deals
from coterie.partners.queries.partners import own_partner
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import page_of


class DealForm(forms.Form):
    """A company, and whom one talks to there."""

    company = forms.CharField(label=_("Company"), max_length=120)
    contact = forms.CharField(
        label=_("Whom you talk to"), max_length=200, help_text=_("A name, and how to reach them.")
    )
    text = forms.CharField(
        label=_("What it is about"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


@member_page("profile")
def deals(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the companies that one registered, and register another."""
    own_or_404(standing)
    mine, form = own_partner(standing.actor, standing.community).first(), DealForm(request.POST or None)
    if mine is None:
        raise Http404
    facts = {"community": standing.community, "actor": standing.actor, "now": now()}
    kept = attempt(form, register_deal, **form.cleaned_data, **facts) if form.is_valid() else None
    if kept:
        messages.success(request, gettext("The hosts look at it, and answer here."))
        return redirect("member:deals", standing.slug)
    rows = page_of(request, own_deals(standing.actor, standing.community))
    words = {"standing": standing, "rows": rows, "form": form, "mine": mine, "now": now()}
    return render(request, "member/deals.html", words, status=422 if form.errors else 200)
