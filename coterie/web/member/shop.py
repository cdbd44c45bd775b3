"""The shop in which a member spends points."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.rewards.domain.purchase import buy_prize
from coterie.rewards.queries.plan import plan_of
from coterie.rewards.queries.shop import means_of, prizes_visible_to, purchases_of
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.member.points import name_of
from coterie.web.request import one_or_404


@require_safe
@member_page("profile")
def shop(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show what can be had for points, and what one had."""
    return shop_page(request, standing, forms.Form())


def shop_page(request: HttpRequest, standing: Standing, form: forms.Form) -> HttpResponse:
    """Answer with the shop."""
    member = own_or_404(standing)
    words = {
        "standing": standing, "form": form, "name": name_of(plan_of(standing.community)),
        "means": means_of(standing.community, member), "prizes": prizes_visible_to(standing.actor, standing.community),
        "bought": purchases_of(standing.actor, standing.community)[:50],
    }  # fmt: skip
    return render(request, "member/shop.html", words, status=422 if form.errors else 200)


@require_POST
@member_page("profile")
def purchase(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Buy one."""
    row = one_or_404(prizes_visible_to(standing.actor, standing.community), key=key)
    form = forms.Form(request.POST)
    bought = attempt(form, buy_prize, prize=row.pk, actor=standing.actor, now=now()) if form.is_valid() else None
    if bought is not None:
        messages.success(request, _("It is yours. The hosts hand it over."))
        return redirect("member:shop", standing.slug)
    return shop_page(request, standing, form)
