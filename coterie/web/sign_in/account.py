"""One's own account: the page everything else is reached from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coterie.accounts.domain.account import change_profile
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.request import actor_of
from coterie.web.sign_in.language import speaking
from coterie.web.sign_in.profile_form import ProfileForm
from coterie.web.sign_in.session import account_of

PROFILE = ("name", "language", "timezone")


@never_cache
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show the account and change its profile."""
    known = {field: getattr(request.user, field) for field in PROFILE}
    form = ProfileForm(request.POST or None, initial=known)
    facts = {"account": account_of(request), "actor": actor_of(request), "now": now()}
    changed = attempt(form, change_profile, **form.cleaned_data, **facts) if form.is_valid() else None
    if changed:
        messages.success(request, _("Kept."))
        return speaking(redirect("me"), changed.language)
    return render(request, "sign_in/me.html", {"form": form}, status=422 if form.is_bound else 200)
