"""What an order comes to, said before it is placed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coterie.kit.clock import now
from coterie.market.domain.checkout import what_it_costs
from coterie.market.domain.entry import Entry
from coterie.market.models import Offer
from coterie.market.queries.shop import variants_of
from coterie.web.attempt import attempt
from coterie.web.public.checkout import buyer_page, form_for, page_words, ways_to_buy
from coterie.web.public.checkout_form import CheckoutForm
from coterie.web.public.to_pay import lets_pay
from coterie.web.request import actor_of

COUNT = ("variant", "quantity", "coupon", "points", "is_gift", "time")
"""Of what a sum is made; all else may still be empty."""


@buyer_page
def checkout_sum(request: HttpRequest, row: Offer) -> HttpResponse:
    """Say what the order would come to; nothing is ordered."""
    if request.method != "POST" or not ways_to_buy(request, row):
        return redirect("checkout", row.slug)
    form = form_for(request, row)
    for name in set(form.errors) - set(COUNT):
        del form.errors[name]
    cost = None if form.errors else attempt(form, what_it_costs, **facts_of(request, row, form))
    return lets_pay(render(request, "public/checkout.html", {**page_words(row, form), "cost": cost}))


def facts_of(request: HttpRequest, row: Offer, form: CheckoutForm) -> dict[str, object]:
    """Return what an order is made of that counts for its sum, as somebody who has said all else."""
    given = form.cleaned_data
    number = next(one.pk for one in variants_of(row) if one.key == given["variant"])
    rules = form.rule_set.version if form.rule_set else None
    return {
        **form.facts(), "community": row.community_id, "wanted": {number: given["quantity"]}, "way": form.ways[0].name,
        "entry": Entry(given.get("name") or row.title, rules) if form.newcomer else None, "address": "-", "once": "",
        "actor": actor_of(request), "now": now(),
    }  # fmt: skip
