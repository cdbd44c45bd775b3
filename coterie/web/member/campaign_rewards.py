"""What a member says of rewards that campaigns brought: where they are to be sent."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.growth.domain.address import say_address
from coterie.growth.queries.progress import earned_by
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.member.campaigns import campaign_at, campaign_page, campaigns_page
from coterie.web.member.place import Standing, member_page
from coterie.web.request import one_or_404


class AddressForm(forms.Form):
    """Where something is to be sent."""

    address = forms.CharField(max_length=400)


@require_POST
@member_page("profile")
def reward_address(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Keep where a thing is to be sent; the page is the one on which it was asked."""
    row = one_or_404(earned_by(standing.actor, standing.community), key=key)
    form, facts = AddressForm(request.POST), {"grant": row.pk, "actor": standing.actor, "now": now()}
    thanks = row.is_thanks
    if form.is_valid() and attempt(form, say_address, address=form.cleaned_data["address"], **facts) is not None:
        messages.success(request, _("The hosts know where to send it."))
        here = ("member:campaigns", standing.slug) if thanks else ("member:campaign", standing.slug, row.campaign.key)
        return redirect(*here)
    if thanks:
        return campaigns_page(request, standing, form, key)
    return campaign_page(request, standing, campaign_at(standing, row.campaign.key), form, key)
