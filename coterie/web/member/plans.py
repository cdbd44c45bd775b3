"""My plans: what they open, until when, and what can be done with them."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from coterie.market.domain.paying import ask_payment
from coterie.market.domain.plan_wish import (
    cancel_plan,
    change_plan,
    keep_plan,
    pause_plan,
    resume_plan,
    try_plan,
    wish_for_reminders,
)
from coterie.market.enums import PlanState
from coterie.market.models import Order, Variant
from coterie.market.queries.plans import had_before, orders_for_plans, own_plans, plans_of, plans_to_take, sellable
from coterie.market.rules import FREE, MANUAL
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


@require_safe
@member_page("profile")
def plans(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show one's plans, and those that one can take."""
    return plans_page(request, standing, forms.Form())


def plans_page(request: HttpRequest, standing: Standing, form: forms.Form) -> HttpResponse:
    """Answer with one's plans."""
    actor, community = standing.actor, standing.community
    words = {
        "standing": standing, "form": form, "mine": own_plans(actor, community), "had": had_before(actor, community),
        "over": plans_of(actor, community).filter(state=PlanState.ENDED)[:20],
        "waiting": orders_for_plans(actor, community), "ways": plans_to_take(actor, community), "at": now(),
        "currency": currency_of(community),
    }  # fmt: skip
    return render(request, "member/plans.html", words, status=422 if form.errors else 200)


@require_POST
@member_page("profile")
def new_plan(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Try a plan, or order its first turn."""
    own_or_404(standing)
    row = one_or_404(sellable(standing.community), key=request.POST.get("variant", ""))
    if request.POST.get("trial"):
        return tried(request, standing, try_plan, _("It is open to you. Have a look around."), variant=row.pk)
    return tried(request, standing, ordered, _("Ordered. It begins when the money is there."), variant=row)


def ordered(*, variant: Variant, actor: Actor, now: datetime) -> Order:
    """Order a turn, to be paid by hand; one that costs nothing begins at once."""
    wanted = {variant.pk: 1}
    order = place_order(community=variant.offer.community_id, wanted=wanted, actor=actor, now=now)
    ask_payment(order=order.pk, provider=MANUAL if order.amount else FREE, actor=actor, now=now)
    return order


def tried(
    request: HttpRequest, standing: Standing, verb: Callable[..., object], said: str, **facts: object
) -> HttpResponse:
    """Call a verb of plans, and answer with the page."""
    form = forms.Form(request.POST)
    if form.is_valid() and attempt(form, verb, **facts, actor=standing.actor, now=now()) is not None:
        messages.success(request, said)
        return redirect("member:plans", standing.slug)
    return plans_page(request, standing, form)


@require_POST
@member_page("profile")
def plan_end(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Want no further turn, or want it after all."""
    row = one_or_404(plans_of(standing.actor, standing.community), key=key)
    if request.POST.get("keep"):
        return tried(request, standing, keep_plan, _("Good: it goes on."), subscription=row.pk)
    said = _("Cancelled. It stays yours until the end of what is paid.")
    return tried(request, standing, cancel_plan, said, subscription=row.pk)


@require_POST
@member_page("profile")
def plan_pause(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Let a plan stand still, or go on."""
    row = one_or_404(plans_of(standing.actor, standing.community), key=key)
    if request.POST.get("resume"):
        return tried(request, standing, resume_plan, _("It goes on from here."), subscription=row.pk)
    return tried(request, standing, pause_plan, _("It stands still. Come back whenever you like."), subscription=row.pk)


@require_POST
@member_page("profile")
def plan_change(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Choose another variant."""
    row = one_or_404(plans_of(standing.actor, standing.community), key=key)
    way = one_or_404(sellable(standing.community), key=request.POST.get("variant", ""), offer=row.offer_id)
    said = _("That is how it will be.")
    return tried(request, standing, change_plan, said, subscription=row.pk, variant=way.pk)


@require_POST
@member_page("profile")
def plan_letters(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Say whether one wants to be reminded by letter."""
    row = one_or_404(plans_of(standing.actor, standing.community), key=key)
    on = bool(request.POST.get("on"))
    said = _("That is how it will be.")
    return tried(request, standing, wish_for_reminders, said, subscription=row.pk, on=on)
