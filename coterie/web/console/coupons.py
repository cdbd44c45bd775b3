"""Coupons and the till, for who sells."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.domain.till import set_till, set_till_picture
from coterie.market.queries.coupons import coupon_uses_run_by, coupons_run_by, till_of
from coterie.market.queries.orders_run import offers_in
from coterie.platform.files.storing import stored_file
from coterie.web.attempt import attempt
from coterie.web.console.market_form import CouponForm, NewCouponForm, PictureForm, TillForm
from coterie.web.console.ritual_form import Choices
from coterie.web.csv import csv_answer
from coterie.web.files import handed
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_OFFERS


@console_page("earn", Permission.SEE_CONSOLE)
def coupons(request: HttpRequest, community: Community) -> HttpResponse:
    """List the coupons, and how often each was used."""
    actor, state = actor_of(request), request.GET.get("state", "")
    rows = coupons_run_by(actor, community.pk)
    if state in {"open", "closed"}:
        rows = rows.filter(closed_at__isnull=state == "open")
    words = {
        "rows": page_of(request, rows), "state": state, "may_edit": may(actor, EDIT, community.pk),
        "may_see": may(actor, Permission.SEE_REVIEW, community.pk), "currency": community.currency,
    }  # fmt: skip
    return render(request, "console/coupons.html", words)


def choices_of(request: HttpRequest, community: Community) -> Choices:
    """Return the offers as a form names them."""
    return [(row.key, row.title) for row in offers_in(actor_of(request), community.pk)]


@console_page("earn", EDIT)
def new_coupon(request: HttpRequest, community: Community) -> HttpResponse:
    """Write a coupon."""
    form = NewCouponForm(request.POST or None, currency=community.currency, offers=choices_of(request, community))
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if request.method == "POST" and form.is_valid() and attempt(form, make_coupon, **form.facts(), **facts) is not None:
        return redirect("console:coupons", community.slug)
    words = {"form": form, "title": _("New coupon"), "back": "console:coupons"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


@console_page("earn", EDIT)
def coupon(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a coupon, or close it."""
    row, currency = one_or_404(coupons_run_by(actor_of(request), community.pk), key=key), community.currency
    given: dict[str, Any] = {"initial": CouponForm.initial_of(row, currency), "offers": choices_of(request, community)}
    form = CouponForm(request.POST or None, currency=currency, **given)
    facts: dict[str, Any] = {"coupon": row.pk, "actor": actor_of(request), "now": now()}
    if request.method == "POST" and form.is_valid() and attempt(form, edit_coupon, **form.facts(), **facts) is not None:
        return redirect("console:coupons", community.slug)
    words = {"form": form, "title": row.code, "back": "console:coupons"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


@console_page("earn", Permission.SEE_REVIEW)
def coupons_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand every use of a coupon over as CSV."""
    head = ("code", "order", "customer", "off_minor", "currency", "used_at", "given_back_at")
    lines = (
        (
            row.coupon.code, row.order.number, row.order.customer.number if row.order.customer else "", row.amount,
            row.order.currency, row.at.isoformat(), row.given_back_at.isoformat() if row.given_back_at else "",
        )
        for row in coupon_uses_run_by(actor_of(request), community.pk).iterator()
    )  # fmt: skip
    return csv_answer(f"{community.slug}-coupons", head, lines)


@console_page("earn", EDIT)
def till(request: HttpRequest, community: Community) -> HttpResponse:
    """Say how money is taken by hand, and what a point is worth."""
    row, currency = till_of(community.pk), community.currency
    form = TillForm(request.POST or None, initial=TillForm.initial_of(row, currency), currency=currency)
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if request.method == "POST" and form.is_valid() and attempt(form, set_till, **form.facts(), **facts) is not None:
        return redirect("console:till", community.slug)
    return till_page(request, community, form, PictureForm())


def till_page(request: HttpRequest, community: Community, form: TillForm, picture_form: PictureForm) -> HttpResponse:
    """Answer with the till."""
    words: dict[str, Any] = {"form": form, "picture_form": picture_form, "row": till_of(community.pk)}
    words["may_set_up"] = may(actor_of(request), Permission.EDIT_PROVIDERS, community.pk)
    return render(request, "console/till.html", words, status=422 if form.errors or picture_form.errors else 200)


@require_POST
@console_page("earn", EDIT)
def till_picture(request: HttpRequest, community: Community) -> HttpResponse:
    """Show another picture to be scanned, or none."""
    form = PictureForm(request.POST, request.FILES)
    sent = form.cleaned_data["picture"] if form.is_valid() else None
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, set_till_picture, picture=sent.read() if sent else None, **facts) is not None:
        return redirect("console:till", community.slug)
    initial = TillForm.initial_of(till_of(community.pk), community.currency)
    return till_page(request, community, TillForm(initial=initial, currency=community.currency), form)


@console_page("earn", Permission.SEE_CONSOLE)
def till_image(request: HttpRequest, community: Community) -> HttpResponse:
    """Hand the picture over that is scanned to pay."""
    return handed(stored_file(till_of(community.pk).qr), keep="private, no-store")
