"""Offers for who sells: what there is, what it costs, what it opens."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import open_groups_run_by
from coterie.kit.clock import now
from coterie.market.domain.offer import close_offer, edit_offer, make_offer, open_offer
from coterie.market.domain.offer_copy import copy_offer
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.enums import OfferState
from coterie.market.models import Offer
from coterie.market.queries.bundles import counted, parts_of
from coterie.market.queries.orders_run import benefits_of, offers_in, sold_of
from coterie.platform.files.storing import stored_file
from coterie.web.attempt import attempt
from coterie.web.console.market_form import BenefitForm, CopyForm, NewOfferForm, OfferForm, PictureForm
from coterie.web.files import FOR_EVER, handed
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_OFFERS


@console_page("earn", Permission.SEE_CONSOLE)
def offers(request: HttpRequest, community: Community) -> HttpResponse:
    """List what is sold."""
    actor, state = actor_of(request), request.GET.get("state", "")
    rows = page_of(request, offers_in(actor, community.pk, state))
    sold = sold_of(list(rows))
    words = {
        "rows": rows, "shown": [(row, sold.get(row.pk, 0)) for row in rows], "state": state,
        "states": OfferState.choices, "may_edit": may(actor, EDIT, community.pk), "currency": community.currency,
    }  # fmt: skip
    return render(request, "console/offers.html", words)


@console_page("earn", EDIT)
def new_offer(request: HttpRequest, community: Community) -> HttpResponse:
    """Write an offer."""
    form = NewOfferForm(request.POST or None)
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if (
        request.method == "POST"
        and form.is_valid()
        and (row := attempt(form, make_offer, **form.cleaned_data, **facts))
    ):
        return redirect("console:offer", community.slug, row.key)
    words = {"form": form, "title": _("New offer"), "back": "console:offers"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def offer_at(request: HttpRequest, community: Community, key: str) -> Offer:
    """Find an offer, or 404."""
    return one_or_404(offers_in(actor_of(request), community.pk), key=key)


@console_page("earn", EDIT)
def offer(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show an offer, and change its words."""
    row = offer_at(request, community, key)
    form = OfferForm(request.POST or None, initial=OfferForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"offer": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_offer, **form.cleaned_data, **facts):
            return redirect("console:offer", community.slug, key)
    return offer_page(request, community, row, form=form)


def offer_page(request: HttpRequest, community: Community, row: Offer, **forms: Any) -> HttpResponse:
    """Answer with an offer and all that can be done with it."""
    given = {
        "form": OfferForm(initial=OfferForm.initial_of(row)), "copy_form": CopyForm(initial={"slug": f"{row.slug}-2"}),
        "picture_form": PictureForm(), "benefit_form": benefit_form(request, community), "state_form": None, **forms,
    }  # fmt: skip
    variants = counted(sorted(row.variants.all(), key=lambda one: one.pk))
    words = {
        **given, "row": row, "variants": [(one, parts_of(one)) for one in variants],
        "benefits": benefits_of(row), "sold": sold_of([row]).get(row.pk, 0), "currency": community.currency,
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in given.values())
    return render(request, "console/offer.html", words, status=422 if wrong else 200)


def benefit_form(request: HttpRequest, community: Community) -> BenefitForm:
    """Return the form that names a group."""
    groups = [(one.key, one.name) for one in open_groups_run_by(actor_of(request), community.pk)]
    return BenefitForm(request.POST if "group" in request.POST else None, groups=groups)


@require_POST
@console_page("earn", EDIT)
def offer_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put an offer up for sale, or take it down."""
    row, form = offer_at(request, community, key), CopyForm({"slug": "x"})
    verb = open_offer if request.POST.get("on") else close_offer
    if form.is_valid() and attempt(form, verb, offer=row.pk, actor=actor_of(request), now=now()) is not None:
        return redirect("console:offer", community.slug, key)
    return offer_page(request, community, row, state_form=form)


@require_POST
@console_page("earn", EDIT)
def offer_copy(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Write one more offer like it."""
    row, form = offer_at(request, community, key), CopyForm(request.POST)
    facts = {"offer": row.pk, "actor": actor_of(request), "now": now()}
    made = attempt(form, copy_offer, **form.cleaned_data, **facts) if form.is_valid() else None
    if made:
        return redirect("console:offer", community.slug, made.key)
    return offer_page(request, community, row, copy_form=form)


@require_POST
@console_page("earn", EDIT)
def offer_picture(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show another picture of it, or none."""
    row, form = offer_at(request, community, key), PictureForm(request.POST, request.FILES)
    sent = form.cleaned_data["picture"] if form.is_valid() else None
    facts = {"offer": row.pk, "picture": sent.read() if sent else None, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, set_offer_picture, **facts) is not None:
        return redirect("console:offer", community.slug, key)
    return offer_page(request, community, row, picture_form=form)


@require_safe
@console_page("earn", Permission.SEE_CONSOLE)
def offer_image(request: HttpRequest, community: Community, key: str, picture: str) -> HttpResponse:
    """Hand the picture of an offer over."""
    if not picture or offer_at(request, community, key).picture != picture:
        raise Http404
    return handed(stored_file(picture), keep=FOR_EVER)
