"""Step 6: partners, who sell what the community offers."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.db.models import QuerySet
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
from coterie.partners.domain.settling import TURNS
from coterie.partners.enums import PartnerState
from coterie.partners.models import Partner
from coterie.partners.queries.desk import Desk, desk_of, desks_of, earnings_run_by, sponsor_name, uncounted_orders
from coterie.partners.queries.earnings import earned, earnings_of
from coterie.partners.queries.partners import partners_run_by, programme_of, terms_today, training_of
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT, AT_ONCE = Permission.EDIT_PARTNERS, 200
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


@console_page("spread", EDIT)
def partners_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the partners over as a table, with what each earned."""
    rows = partners_run_by(actor_of(request), community.pk, request.GET.get("state", ""))
    return csv_answer(f"{community.slug}-partners", CSV_HEAD, lines(rows, community.currency))


def lines(rows: QuerySet[Partner], currency: str) -> Iterator[tuple[object, ...]]:
    """Yield the partners as cells, so many at a time."""
    for some in batched(rows, AT_ONCE):
        desks = desks_of([row.pk for row in some])
        yield from (cells(row, desks[row.pk], currency) for row in some)


def batched(rows: QuerySet[Partner], size: int) -> Iterator[list[Partner]]:
    """Yield rows so many at a time."""
    found = rows.iterator(size)
    while some := list(islice(found, size)):
        yield some


def cells(row: Partner, desk: Desk, currency: str) -> tuple[object, ...]:
    """Return one partner as cells."""
    sums = [Money(amount, currency).decimal for amount in (*desk.sums.values(), desk.owed)]
    number = row.member.number if row.member else ""
    who = (number, row.name, row.code, row.state, row.terms.number, row.applied_at.isoformat())
    return (*who, desk.visitors, desk.customers, desk.orders, *sums, currency)


@console_page("spread", EDIT)
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
        "may_count": may(actor, Permission.SEE_REVIEW, community.pk),
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


def turned(*, to: str, why: str, **facts: Any) -> object:
    """Bring a commission to where the button says."""
    if to not in TURNS or (to != "released" and not why):
        raise Invalid(_("Say why."), field="word")
    return TURNS[to](why=why, **facts)
