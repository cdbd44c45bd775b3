"""Prices, stock and what a purchase opens."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.models import Community
from coterie.groups.queries.groups import group_keys
from coterie.kit.clock import now
from coterie.market.domain.variant import add_variant, drop_benefit, edit_variant, set_benefit
from coterie.market.enums import BenefitKind, OfferKind
from coterie.market.models import Variant
from coterie.market.queries.bundles import can_be_in_one, one_by_one, parts_of
from coterie.market.queries.offers import called
from coterie.market.queries.teams import IN_TEAMS
from coterie.web.attempt import attempt
from coterie.web.console.market_form import NewVariantForm, PartForm, VariantFactsForm
from coterie.web.console.offers import EDIT, benefit_form, offer_at, offer_page
from coterie.web.console.team_form import TeamTermsForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@console_page("earn", EDIT)
def new_variant(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let an offer be bought in one more way."""
    row, form = offer_at(request, community, key), NewVariantForm(request.POST or None, currency=community.currency)
    facts = {"offer": row.pk, "actor": actor_of(request), "now": now()}
    if request.method == "POST" and form.is_valid() and attempt(form, add_variant, **form.facts(), **facts) is not None:
        return redirect("console:offer", community.slug, key)
    words = {"form": form, "title": _("What it costs"), "offer": row}
    return render(request, "console/variant.html", words, status=422 if form.errors else 200)


@console_page("earn", EDIT)
def variant(request: HttpRequest, community: Community, key: str, variant: str) -> HttpResponse:
    """Change a price, the stock, whether it can be bought, and what is in it."""
    row = one_or_404(offer_at(request, community, key).variants.all(), key=variant)
    form = facts_form(row, community, request.POST or None)
    facts = {"variant": row.pk, "actor": actor_of(request), "now": now()}
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, edit_variant, **form.facts(), **facts) is not None
    ):
        return redirect("console:offer", community.slug, key)
    return variant_page(request, community, row, form=form)


def facts_form(row: Variant, community: Community, given: QueryDict | None = None) -> VariantFactsForm:
    """Return the form of a way to buy."""
    initial = VariantFactsForm.initial_of(row, community.currency)
    return VariantFactsForm(given, initial=initial, currency=community.currency)


def part_form(row: Variant, given: QueryDict | None = None) -> PartForm:
    """Return the form that names what is in a bundle."""
    parts = [(one.key, called(one)) for one in can_be_in_one(row.offer.community_id)]
    return PartForm(given, parts=parts)


def terms_form(row: Variant, community: Community) -> TeamTermsForm | None:
    """Return the form that says how it is sold to teams, where it can be."""
    if row.offer.kind not in IN_TEAMS:
        return None
    initial = TeamTermsForm.initial_of(getattr(row, "team_terms", None), community.currency)
    return TeamTermsForm(initial=initial, currency=community.currency)


def variant_page(request: HttpRequest, community: Community, row: Variant, **forms: Form) -> HttpResponse:
    """Answer with a way to buy, for how many it costs less, and what is in it where it is a bundle."""
    given = {
        "form": facts_form(row, community), "part_form": part_form(row), "removal_form": None,
        "terms_form": terms_form(row, community), **forms,
    }  # fmt: skip
    words = {
        **given, "title": row.name or row.offer.title, "offer": row.offer, "row": row, "left": row.left,
        "is_bundle": row.offer.kind == OfferKind.BUNDLE, "parts": parts_of(row), "alone": one_by_one(row),
        "currency": community.currency, "terms": getattr(row, "team_terms", None),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in given.values())
    return render(request, "console/variant.html", words, status=422 if wrong else 200)


@require_POST
@console_page("earn", EDIT)
def benefits(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let an offer open a group."""
    row, form = offer_at(request, community, key), benefit_form(request, community)
    if form.is_valid():
        groups = {name: pk for pk, name in group_keys(community.pk).items()}
        target, days = groups[form.cleaned_data["group"]], form.cleaned_data["days"]
        facts = {"kind": BenefitKind.GROUP, "target": target, "days": days, "actor": actor_of(request), "now": now()}
        if attempt(form, set_benefit, offer=row.pk, **facts):
            return redirect("console:offer", community.slug, key)
    return offer_page(request, community, row, benefit_form=form)


@require_POST
@console_page("earn", EDIT)
def benefit_removal(request: HttpRequest, community: Community, key: str, number: int) -> HttpResponse:
    """Open a group to nobody more."""
    row = offer_at(request, community, key).benefits.filter(pk=number).first()
    if row is None:
        raise Http404
    drop_benefit(benefit=row.pk, actor=actor_of(request), now=now())
    return redirect("console:offer", community.slug, key)
