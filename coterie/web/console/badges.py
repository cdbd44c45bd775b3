"""Badges: which there are, and on whom."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.members.domain.badge import give_badge, make_badge, take_badge
from coterie.members.enums import Symbol
from coterie.members.queries.badges import badges_visible_to
from coterie.members.queries.members import members_visible_to
from coterie.web.attempt import attempt
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


class BadgeForm(forms.Form):
    """A new badge."""

    name = forms.CharField(label=_("Name"), max_length=30)
    symbol = forms.ChoiceField(label=_("It shows"), choices=Symbol.choices)
    text = forms.CharField(label=_("What it is given for"), max_length=120, required=False)


@console_page("build", Permission.EDIT_MEMBERS)
def badges(request: HttpRequest, community: Community) -> HttpResponse:
    """List the badges; make one."""
    form = BadgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, make_badge, **form.cleaned_data, **facts):
            return redirect("console:badges", community.slug)
    words = {"form": form, "badges": badges_visible_to(actor_of(request), community.pk)}
    return render(request, "console/badges.html", words)


@require_POST
@console_page("build", Permission.EDIT_MEMBERS)
def badge_giving(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Give a member a badge, or take it back."""
    row = one_or_404(members_visible_to(actor_of(request), community.pk), key=key)
    facts = {"member": row.pk, "badge": request.POST.get("badge", ""), "actor": actor_of(request), "now": now()}
    if request.POST.get("take"):
        take_badge(**facts)  # type: ignore[arg-type]  # as named
    else:
        give_badge(reason=request.POST.get("reason", ""), **facts)  # type: ignore[arg-type]  # as named
    messages.success(request, _("Kept."))
    return redirect("console:member", community.slug, key)
