"""Buying an offer, and redeeming one that was given: by who is signed in, member or not yet."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coterie.accounts.models import Account
from coterie.communities.queries.communities import rules_in_force
from coterie.joining.domain.sight import Look
from coterie.joining.rules import VISITOR_COOKIE, visitor_in
from coterie.kit.clock import now
from coterie.market.domain.checkout import check_out
from coterie.market.domain.gift import redeem_gift
from coterie.market.models import Offer, Order, Variant
from coterie.market.queries.shop import is_out, variants_of
from coterie.market.queries.teams import team_called, variants_in_team
from coterie.market.queries.ways import ways_to_pay
from coterie.members.queries.members import member_of
from coterie.partners.domain.binding import bind_visitor
from coterie.web.attempt import attempt
from coterie.web.public.arrival import asked_code, note_look
from coterie.web.public.checkout_form import CheckoutForm, GiftForm
from coterie.web.public.offer import offer_or_404
from coterie.web.public.team_form import TeamForm
from coterie.web.public.to_pay import lets_pay, to_pay
from coterie.web.request import actor_of

View = Callable[[HttpRequest, Offer], HttpResponse]


def buyer_page(view: View) -> Callable[..., HttpResponse]:
    """Open a page of an offer to who is signed in; who is not signs in and comes back."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def enter(request: HttpRequest, offer: str) -> HttpResponse:
        row = offer_or_404(request, offer)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with timezone.override(ZoneInfo(row.community.timezone)):
            return view(request, row)

    return enter


def entry_of(request: HttpRequest, row: Offer) -> dict[str, Any]:
    """Return what a form asks of who is no member yet."""
    newcomer = member_of(actor_of(request), row.community_id) is None
    name = request.user.name if isinstance(request.user, Account) else ""
    return {"newcomer": newcomer, "rules": rules_in_force(row.community_id) if newcomer else None, "name": name}


@buyer_page
def checkout(request: HttpRequest, row: Offer) -> HttpResponse:
    """Show what is ordered and what is left to say, and order it."""
    if not ways_to_buy(request, row) or (request.method != "POST" and is_out(row)):
        return redirect("offer", row.slug)
    if request.method != "POST" and (full := full_team(request, row)):
        return redirect("team", row.slug, full)
    form = form_for(request, row)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, order, request=request, row=row, form=form)
        if made is not None:
            note_buyer(request, row)
            return to_pay(request, made, row.community.slug)
    note_buyer(request, row)
    return lets_pay(render(request, "public/checkout.html", page_words(row, form), status=422 if form.errors else 200))


def note_buyer(request: HttpRequest, row: Offer) -> None:
    """Count a look by who is signed in, which tells whose the browser is that has looked before."""
    if visitor := visitor_in(request.COOKIES.get(VISITOR_COOKIE, "")):
        note_look(request, Look(community=row.community_id, offer=row.pk), None, visitor)


def page_words(row: Offer, form: CheckoutForm) -> dict[str, Any]:
    """Return what the page says."""
    way = form.ways[0] if len(form.ways) == 1 else None
    team = team_called(row, form.team, now()) if isinstance(form, TeamForm) else None
    words = {"offer": row, "community": row.community, "form": form, "way": way, "alone": form.alone}
    return {**words, "team": team, "is_together": isinstance(form, TeamForm)}


def ways_to_buy(request: HttpRequest, row: Offer) -> list[Variant]:
    """Return what can be ordered: with a team in the address, what is bought in it, at its price."""
    variants = [one for one in variants_of(row) if one.left != 0 or request.method == "POST"]
    return variants_in_team(variants, request.GET["team"]) if request.GET.get("team") else variants


def full_team(request: HttpRequest, row: Offer) -> str:
    """Return the team in the address, if nobody can join it now; its page says why."""
    team = team_called(row, request.GET.get("team", ""), now())
    return team.key if team and not (team.is_open and team.free) else ""


def form_for(request: HttpRequest, row: Offer) -> CheckoutForm:
    """Return the form, filled in with what was chosen on the page of the offer."""
    variants, team = ways_to_buy(request, row), request.GET.get("team")
    chosen = next((one.key for one in variants if one.key == request.GET.get("variant")), variants[0].key)
    facts: dict[str, Any] = {"offer": row, "variants": variants, **entry_of(request, row)}
    facts |= {"ways": ways_to_pay(row.community_id), "initial": {"variant": chosen, "time": request.GET.get("time")}}
    given = request.POST if request.method == "POST" else None
    return TeamForm(given, team=team, **facts) if team else CheckoutForm(given, **facts)


def order(*, request: HttpRequest, row: Offer, form: CheckoutForm) -> Order:
    """Order with what was filled in."""
    given, code = form.cleaned_data, asked_code(request, row.community)
    number = {one.key: one.pk for one in variants_of(row)}[given["variant"]]
    way = given.get("way") or form.ways[0].name
    by: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    made = check_out(
        community=row.community_id, wanted={number: given["quantity"]}, way=way, entry=form.entry, **form.facts(),
        channel=code.channel_id if code else None, **by,
    )  # fmt: skip
    sent_by(request, made, **by)
    return made


def sent_by(request: HttpRequest, made: Order, **by: Any) -> None:
    """Note by whose page the buyer came, from the moment of the order on."""
    visitor = visitor_in(request.COOKIES.get(VISITOR_COOKIE, ""))
    if visitor and made.member_id:
        bind_visitor(community=made.community_id, visitor=visitor, member=made.member_id, **by)


@buyer_page
def gift(request: HttpRequest, row: Offer) -> HttpResponse:
    """Take a code, and open what it opens."""
    form = GiftForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]}, **entry_of(request, row))
    if request.method == "POST" and form.is_valid():
        facts = {"origin": request.META.get("REMOTE_ADDR", ""), "actor": actor_of(request), "now": now()}
        code = form.cleaned_data["code"]
        if attempt(form, redeem_gift, offer=row.pk, code=code, entry=form.entry, **facts):
            messages.success(request, _("It is yours: %(title)s") % {"title": row.title})
            return redirect("member:home", row.community.slug)
    words = {"offer": row, "community": row.community, "form": form}
    return render(request, "public/gift.html", words, status=422 if form.errors else 200)
