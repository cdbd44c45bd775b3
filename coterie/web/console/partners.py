"""Step 6: partners, who sell what the community offers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.partners.domain.enrolment import NEXT, decide_partner
from coterie.partners.domain.settling import hold_earning, release_earning, take_back_earning
from coterie.partners.enums import PartnerState
from coterie.partners.models import Partner
from coterie.partners.queries.desk import desk_of, earnings_run_by, sponsor_name, uncounted_orders
from coterie.partners.queries.earnings import earned, earnings_of
from coterie.partners.queries.partners import partners_run_by, programme_of, terms_today, training_of
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_PARTNERS
CSV_HEAD = (
    "number", "name", "code", "state", "terms", "applied_at", "visitors", "customers", "orders", "pending", "held",
    "available", "in_payout", "paid", "reversed", "owed", "currency",
)  # fmt: skip


class WhyForm(forms.Form):
    """A word to the partner, or why something is done."""

    word = forms.CharField(label=_("A word to the partner"), max_length=120, required=False)


@console_page("spread", Permission.SEE_MEMBERS)
def partners(request: HttpRequest, community: Community) -> HttpResponse:
    """List who is a partner or would like to be one."""
    return partners_page(request, community)


def partners_page(
    request: HttpRequest, community: Community, wrong: WhyForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with the partners; `wrong` is what was said of the one with the key `about`."""
    actor, state = actor_of(request), request.GET.get("state", "")
    words = {
        "rows": page_of(request, partners_run_by(actor, community.pk, state)), "state": state, "form": wrong,
        "states": PartnerState.choices, "about": about, "programme": programme_of(community.pk),
        "terms": terms_today(community.pk), "may_edit": may(actor, EDIT, community.pk), "next": NEXT,
        "may_count": may(actor, Permission.SEE_REVIEW, community.pk), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "console/partners.html", words, status=422 if wrong else 200)


@console_page("spread", Permission.SEE_MEMBERS)
def partners_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the partners over as a table, with what each earned."""
    rows = partners_run_by(actor_of(request), community.pk, request.GET.get("state", ""))
    return csv_answer(f"{community.slug}-partners", CSV_HEAD, (cells(row, community.currency) for row in rows))


def cells(row: Partner, currency: str) -> tuple[object, ...]:
    """Return one partner as cells."""
    desk = desk_of(row.pk)
    sums = [Money(amount, currency).decimal for amount in (*desk.sums.values(), desk.owed)]
    who = (row.member.number, row.member.name, row.code, row.state, row.terms.number, row.applied_at.isoformat())
    return (*who, desk.visitors, desk.customers, desk.orders, *sums, currency)


@console_page("spread", Permission.SEE_MEMBERS)
def partner(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one partner, and every commission with all that happened to it."""
    return partner_page(request, community, key)


def partner_page(request: HttpRequest, community: Community, key: str, wrong: WhyForm | None = None) -> HttpResponse:
    """Answer with one partner."""
    actor = actor_of(request)
    row = one_or_404(partners_run_by(actor, community.pk).select_related("sponsor__member"), key=key)
    rows = page_of(request, earnings_of(row.pk))
    words = {
        "row": row, "desk": desk_of(row.pk), "rows": rows, "told": [earned(one) for one in rows], "form": wrong,
        "uncounted": uncounted_orders(row.pk)[:20], "currency": community.currency, "next": NEXT[row.state],
        "may_edit": may(actor, EDIT, community.pk), "may_count": may(actor, Permission.SEE_REVIEW, community.pk),
        "sponsor": sponsor_name(row), "training": training_of(row),
    }  # fmt: skip
    return render(request, "console/partner.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", EDIT)
def partner_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Approve, reject, suspend or ban a partner, or take one back."""
    row = one_or_404(partners_run_by(actor_of(request), community.pk), key=key)
    form, facts = WhyForm(request.POST), {"partner": row.pk, "actor": actor_of(request), "now": now()}
    state = request.POST.get("state", "")
    done = (
        attempt(form, decide_partner, state=state, note=form.cleaned_data["word"], **facts) if form.is_valid() else None
    )
    if done:
        return redirect("console:partner", community.slug, key)
    return partner_page(request, community, key, form)


@require_POST
@console_page("spread", EDIT)
def partner_earning(request: HttpRequest, community: Community, key: str, earning: str) -> HttpResponse:
    """Hold a commission, let it go, or take it back."""
    row = one_or_404(earnings_run_by(actor_of(request), community.pk), key=earning, partner__key=key)
    form, facts = WhyForm(request.POST), {"earning": row.pk, "actor": actor_of(request), "now": now()}
    to = request.POST.get("to", "")
    done = attempt(form, turned, to=to, **facts, why=form.cleaned_data["word"]) if form.is_valid() else None
    if done:
        return redirect("console:partner", community.slug, key)
    return partner_page(request, community, key, form)


TURNS: dict[str, Callable[..., object]] = {
    "held": hold_earning, "released": release_earning, "reversed": take_back_earning,
}  # fmt: skip


def turned(*, to: str, why: str, **facts: Any) -> object:
    """Bring a commission to where the button says."""
    if to not in TURNS or (to != "released" and not why):
        raise Invalid(_("Say why."), field="word")
    return TURNS[to](why=why, **facts)
