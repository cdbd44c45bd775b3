"""Appointing and dismissing operators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.accounts.queries.accounts import account_by_email, account_by_key
from coterie.communities.domain.staff import appoint_staff, dismiss_staff
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.staff_form import StaffForm
from coterie.web.place import console_page
from coterie.web.request import actor_of


@require_POST
@console_page("build", Permission.APPOINT_STAFF)
def appointments(request: HttpRequest, community: Community) -> HttpResponse:
    """Appoint somebody who has an account."""
    form = StaffForm(request.POST)
    person = account_by_email(form.cleaned_data["email"]) if form.is_valid() else None
    if person is None:
        form.add_error("email", _("Nobody with this address has an account yet. Ask them to sign in once."))
    else:
        facts = {"community": community.pk, "account": person.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, appoint_staff, role=form.cleaned_data["role"], **facts):
            messages.success(request, _("%(name)s is staff now.") % {"name": person.name})
            return redirect("console:build", community.slug)
    return render(request, "console/form.html", {"form": form, "title": _("Appoint an operator")}, status=422)


@require_POST
@console_page("build", Permission.APPOINT_STAFF)
def dismissal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Dismiss an operator."""
    person = account_by_key(key)
    dismiss_staff(community=community.pk, account=person.pk, actor=actor_of(request), now=now())
    messages.success(request, _("%(name)s is staff no longer.") % {"name": person.name})
    return redirect("console:build", community.slug)
