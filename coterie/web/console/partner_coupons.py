"""What partners' own coupons take off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.partners.domain.coupon import set_partner_coupons
from coterie.partners.queries.kit import own_coupons_in
from coterie.partners.queries.partners import programme_of
from coterie.web.attempt import attempt
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


class OwnCouponsForm(forms.Form):
    """What they take off, and how often one buyer has it."""

    percent = forms.IntegerField(
        label=_("Percent off"), min_value=1, max_value=100, required=False,
        help_text=_("Empty: partners' coupons do not count."),
    )  # fmt: skip
    each = forms.IntegerField(
        label=_("How often one buyer can use it"), min_value=1, max_value=1000, required=False,
        help_text=_("Empty: as often as they like."),
    )  # fmt: skip


@console_page("spread", Permission.EDIT_PARTNERS)
def partner_coupons(request: HttpRequest, community: Community) -> HttpResponse:
    """Say what partners' coupons take off; those that are out follow."""
    programme, actor = programme_of(community.pk), actor_of(request)
    first = {"percent": programme.coupon_percent, "each": programme.coupon_each} if programme else {}
    form = OwnCouponsForm(request.POST if request.method == "POST" else None, initial=first)
    facts: dict[str, Any] = {"community": community.pk, "actor": actor, "now": now()}
    if form.is_valid() and attempt(form, set_partner_coupons, **form.cleaned_data, **facts) is not None:
        messages.success(request, gettext("Kept."))
        return redirect("console:partner_coupons", community.slug)
    rows = page_of(request, own_coupons_in(actor, community.pk))
    words = {"form": form, "rows": rows, "may_count": may(actor, Permission.SEE_REVIEW, community.pk)}
    return render(request, "console/partner_coupons.html", words, status=422 if form.errors else 200)
