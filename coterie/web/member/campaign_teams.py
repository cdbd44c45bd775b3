"""Teams of a campaign in the member space."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.growth.domain.team import found_team
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.member.campaigns import campaign_at, campaign_page
from coterie.web.member.place import Standing, member_page
from coterie.web.public.visitor import remember, visitor_of


class TeamForm(forms.Form):
    """A team that is begun."""

    name = forms.CharField(max_length=40, required=False)


@require_POST
@member_page("profile")
def team_founding(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Begin a team; the browser is remembered, for friends are not made there."""
    row, visitor, form = campaign_at(standing, key), visitor_of(request), TeamForm(request.POST)
    facts: dict[str, Any] = {"campaign": row.pk, "visitor": visitor, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, found_team, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("Your team has begun. Send its link to friends."))
        return remember(redirect("member:campaign", standing.slug, key), visitor)
    return campaign_page(request, standing, row, form)
