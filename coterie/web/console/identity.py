"""How a community is known again: name, slogan, colour, logo, member numbers."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.domain.identity import set_identity, set_logo
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.identity_form import IdentityForm, LogoForm
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("position", Permission.EDIT_CANVAS)
def identity(request: HttpRequest, community: Community) -> HttpResponse:
    """Show and change how the community is known again."""
    form = IdentityForm(request.POST or None, initial=IdentityForm.initial_of(community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, set_identity, **form.cleaned_data, **facts):
            messages.success(request, _("The identity is kept."))
            return redirect("console:identity", community.slug)
    return shown(request, form, LogoForm())


@require_POST
@console_page("position", Permission.EDIT_CANVAS)
def logo(request: HttpRequest, community: Community) -> HttpResponse:
    """Put a logo in the place of the letter, or the letter back."""
    form = LogoForm(request.POST, request.FILES)
    taken_off = "remove" in request.POST
    if taken_off or form.is_valid():
        picture = None if taken_off else form.cleaned_data["picture"].read()
        if attempt(form, set_logo, community=community.pk, picture=picture, actor=actor_of(request), now=now()):
            messages.success(request, _("The letter is back.") if taken_off else _("The logo is kept."))
            return redirect("console:identity", community.slug)
    return shown(request, IdentityForm(initial=IdentityForm.initial_of(community)), form)


def shown(request: HttpRequest, form: Form, logo_form: Form) -> HttpResponse:
    """Answer with the page; a form with errors says so with 422."""
    status = 422 if form.errors or logo_form.errors else 200
    return render(request, "console/identity.html", {"form": form, "logo_form": logo_form}, status=status)
