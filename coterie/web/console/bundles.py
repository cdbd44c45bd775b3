"""What is in a bundle: putting things into it, and taking them out."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.domain.bundle import drop_part, set_part
from coterie.market.queries.bundles import can_be_in_one
from coterie.web.attempt import attempt
from coterie.web.console.offers import EDIT, offer_at
from coterie.web.console.variants import part_form, variant_page
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@require_POST
@console_page("earn", EDIT)
def parts(request: HttpRequest, community: Community, key: str, variant: str) -> HttpResponse:
    """Put something into a bundle, or another number of it."""
    row = one_or_404(offer_at(request, community, key).variants.all(), key=variant)
    form = part_form(row, request.POST)
    if form.is_valid():
        part, quantity = can_be_in_one(community.pk).get(key=form.cleaned_data["part"]), form.cleaned_data["quantity"]
        facts = {"variant": part.pk, "quantity": quantity, "actor": actor_of(request), "now": now()}
        if attempt(form, set_part, bundle=row.pk, **facts):
            return redirect("console:variant", community.slug, key, variant)
    return variant_page(request, community, row, part_form=form)


@require_POST
@console_page("earn", EDIT)
def part_removal(request: HttpRequest, community: Community, key: str, variant: str, part: str) -> HttpResponse:
    """Take something out of a bundle."""
    row = one_or_404(offer_at(request, community, key).variants.all(), key=variant)
    inside, form = one_or_404(row.parts.all(), variant__key=part), Form(request.POST)
    attempt(form, drop_part, bundle=row.pk, variant=inside.variant_id, actor=actor_of(request), now=now())
    if not form.errors:
        return redirect("console:variant", community.slug, key, variant)
    return variant_page(request, community, row, removal_form=form)
