"""A partner's money as the partner sees it: to whom it goes, every entry, and the statements."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.partners.designs.statement import statement_pdf
from coterie.partners.domain.enrolment import keep_papers
from coterie.partners.domain.taking import is_ready, way_to_money
from coterie.partners.models import Partner, Payout
from coterie.partners.queries.partners import own_partner, papers_of
from coterie.partners.queries.payouts import StatementLine, lines_of, payouts_of
from coterie.partners.queries.statement import entries_of, statement_of
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.to_pay import is_in_wechat

ENTRY_HEAD = ("at", "order", "level", "kind", "net", "amount", "currency", "owed", "why", "statement")
LINE_HEAD = ("statement", "order", "level", "kind", "at", "amount", "currency")


class PapersForm(forms.Form):
    """To whom and where a partner is paid."""

    name = forms.CharField(label=_("Name, as the tax office knows it"), max_length=120)
    country = forms.CharField(label=_("Country, in two letters"), max_length=2)
    tax_id = forms.CharField(label=_("Tax number"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, widget=forms.Textarea({"rows": 3}))
    account = forms.CharField(
        label=_("Where the money goes"),
        max_length=200,
        help_text=_("An account, or your name with a payment service; acct_… for Stripe, WeChat to take it there."),
    )


def own_or_nobody(standing: Standing) -> Partner:
    """Return the asker as a partner, or 404."""
    own_or_404(standing)
    mine = own_partner(standing.actor, standing.community).first()
    if mine is None:
        raise Http404
    return mine


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("profile")
def partner_papers(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Say to whom and where one is paid."""
    papers = papers_of(own_or_nobody(standing))
    first = {name: getattr(papers, name, "") for name in PapersForm.base_fields}
    form = PapersForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        facts = {"community": standing.community, "actor": standing.actor, "now": now()}
        if attempt(form, keep_papers, **form.cleaned_data, **facts):
            messages.success(request, gettext("Kept."))
            return redirect("member:partner", standing.slug)
    words = {"standing": standing, "form": form}
    return render(request, "member/partner_papers.html", words, status=422 if form.errors else 200)


@require_safe
@member_page("profile")
def partner_entries_csv(_request: HttpRequest, standing: Standing) -> HttpResponseBase:
    """Hand every entry of one's commission over, the latest first."""
    mine = own_or_nobody(standing)
    return csv_answer(f"{standing.slug}-commission", ENTRY_HEAD, entry_cells(mine))


def entry_cells(mine: Partner) -> Iterator[tuple[object, ...]]:
    """Yield each entry as cells."""
    for one in entries_of(mine).iterator():
        earning, currency = one.earning, one.earning.currency
        net, amount = Money(one.net, currency).decimal, Money(one.amount, currency).decimal
        number = one.payout.number if one.payout else ""
        what = (one.at.isoformat(), earning.number, earning.level, one.kind, net, amount, currency)
        yield (*what, one.owed, one.said, number)


def statement_at(standing: Standing, number: int) -> Payout:
    """Find one of one's own statements, or 404."""
    row = payouts_of(own_or_nobody(standing)).filter(number=number).first()
    if row is None:
        raise Http404
    return row


@require_safe
@member_page("profile")
def partner_statement(request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """Show a statement: who pays whom, for which orders, and how much."""
    return statement_page(request, standing, statement_at(standing, number))


def statement_page(request: HttpRequest, standing: Standing, row: Payout, told: str = "") -> HttpResponse:
    """Answer with a statement; `told` is what WeChat's own browser is told to show the money."""
    words = {"standing": standing, "row": row, "lines": lines_of(row), "currency": row.batch.currency, "told": told}
    words["inside"] = is_in_wechat(request)
    if is_ready(row) and words["inside"]:
        back = reverse("member:partner_wechat", args=(standing.slug, row.number))
        words["way"] = way_to_money(payout=row.pk, back=back, actor=standing.actor, now=now())
    return render(request, "member/partner_statement.html", words)


@require_safe
@member_page("profile")
def partner_statement_csv(_request: HttpRequest, standing: Standing, number: int) -> HttpResponseBase:
    """Hand a statement over as a table."""
    row = statement_at(standing, number)
    lines = (cells(row, one) for one in lines_of(row))
    return csv_answer(f"{standing.slug}-statement-{row.number}", LINE_HEAD, lines)


@require_safe
@member_page("profile")
def partner_statement_pdf(_request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """Hand a statement over as a document."""
    answer = HttpResponse(statement_pdf(statement_of(statement_at(standing, number))), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="statement-{number}.pdf"'
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return answer


def cells(row: Payout, one: StatementLine) -> tuple[object, ...]:
    """Return a line of a statement as cells."""
    amount = Money(one.amount, row.batch.currency)
    return (row.number, one.order, one.level, one.kind, one.at.isoformat(), amount.decimal, amount.currency)
