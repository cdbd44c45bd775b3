"""Personal ways in, and codes that let in one person each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.invitation import invite, revoke_invitation
from coterie.joining.domain.redeem_code import make_redeem_codes, void_redeem_codes
from coterie.joining.queries.invitations import invitations_visible_to, redeem_batches_visible_to
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.invitation_form import InvitationForm, RedeemBatchForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("draw_in", Permission.EDIT_CODES)
def invitations(request: HttpRequest, community: Community) -> HttpResponse:
    """List the invitations and make one."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, invite, **form.facts(), **facts):
            messages.success(request, _("The invitation is made. Copy its link."))
            return redirect("console:invitations", community.slug)
    rows = page_of(request, invitations_visible_to(actor_of(request), community.pk))
    return render(request, "console/invitations.html", {"form": form, "rows": rows, "moment": now()})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def revocation(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Revoke an invitation."""
    row = one_or_404(invitations_visible_to(actor_of(request), community.pk), key=key)
    revoke_invitation(invitation=row.pk, actor=actor_of(request), now=now())
    messages.success(request, _("The invitation lets nobody in any more."))
    return redirect("console:invitations", community.slug)


@console_page("draw_in", Permission.EDIT_CODES)
def redeem_codes(request: HttpRequest, community: Community) -> HttpResponseBase:
    """List the batches of codes; making some hands them over as CSV, once."""
    form = RedeemBatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if made := attempt(form, make_redeem_codes, **form.facts(), **facts):
            return csv_answer(f"{community.slug}-codes-{made[0].key}", ("code",), ([code] for code in made[1]))
    rows = page_of(request, redeem_batches_visible_to(actor_of(request), community.pk))
    return render(request, "console/redeem_codes.html", {"form": form, "rows": rows, "moment": now()})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def voiding(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Void the unused codes of a batch."""
    row = one_or_404(redeem_batches_visible_to(actor_of(request), community.pk), key=key)
    void_redeem_codes(batch=row.pk, actor=actor_of(request), now=now())
    messages.success(request, _("The unused codes let nobody in any more."))
    return redirect("console:redeem_codes", community.slug)
