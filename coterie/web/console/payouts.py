"""Paying partners: batches, and each payout in them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.kit.money import Money
from coterie.market.providers.port import ProviderFailed
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.taking import recall_payout
from coterie.partners.enums import PayoutState
from coterie.partners.models import Payout, PayoutBatch
from coterie.partners.providers.catalogue import MANUAL
from coterie.partners.queries.desk import payouts_run_by
from coterie.partners.queries.payout_ways import WAYS, payout_ways
from coterie.partners.queries.payouts import batches_run_by, payouts_in
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT, PAY, SEE = Permission.EDIT_PARTNERS, Permission.PAY_PARTNERS, Permission.SEE_REVIEW
CSV_HEAD = (
    "statement", "mark", "name", "account", "country", "tax_id", "address", "amount", "currency", "state", "reference",
    "why_not", "changed_at",
)  # fmt: skip


class WordForm(forms.Form):
    """What was seen: a reference, or why it failed."""

    word = forms.CharField(label=_("Number of the transfer, or why it failed"), max_length=120, required=False)


@console_page("spread", SEE)
def payouts(request: HttpRequest, community: Community) -> HttpResponse:
    """List the batches, or put one together."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    facts |= {"provider": request.POST.get("provider", MANUAL)}
    if request.method == "POST" and form.is_valid() and (made := attempt(form, prepare_batch, **facts)):
        return redirect("console:payout_batch", community.slug, made.key)
    words = {
        "rows": page_of(request, batches_run_by(actor_of(request), community.pk)), "form": form,
        "ways": payout_ways(community.pk), **rights(request, community),
    }  # fmt: skip
    return render(request, "console/payouts.html", words, status=422 if form.errors else 200)


def rights(request: HttpRequest, community: Community) -> dict[str, bool]:
    """Return what who looks may do with payouts, and with the terms beside them."""
    actor = actor_of(request)
    return {"may_pay": may(actor, PAY, community.pk), "may_edit": may(actor, EDIT, community.pk)}


def batch_at(request: HttpRequest, community: Community, key: str) -> PayoutBatch:
    """Find a batch, or 404."""
    return one_or_404(batches_run_by(actor_of(request), community.pk), key=key)


@console_page("spread", SEE)
def payout_batch(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a batch: who is paid how much, and how far it is."""
    return batch_page(request, community, key)


def batch_page(
    request: HttpRequest, community: Community, key: str, wrong: WordForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with a batch; `wrong` is what was said of the payout with the key `about`."""
    row, state = batch_at(request, community, key), request.GET.get("state", "")
    rows = payouts_in(row).filter(state=state) if state in PayoutState.values else payouts_in(row)
    words = {
        "row": row, "rows": page_of(request, rows), "form": wrong, "about": about, "state": state,
        "states": PayoutState.choices, "way": WAYS[row.provider], **rights(request, community),
        "prepared": payouts_in(row).filter(state=PayoutState.PREPARED).count(), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "console/payout_batch.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", PAY)
def payout_sending(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Send what is prepared."""
    row = batch_at(request, community, key)
    try:
        sent = send_batch(batch=row.pk, actor=actor_of(request), now=now())
    except (ProviderFailed, Conflict) as error:
        messages.error(request, _("%(words)s What is still prepared can be sent again.") % {"words": error})
    else:
        nothing = _("Nothing was sent: each of these failed, or its partner is none at present.")
        messages.add_message(
            request, *((messages.SUCCESS, WAYS[row.provider].sent) if sent else (messages.ERROR, nothing))
        )
    return redirect("console:payout_batch", community.slug, key)


@require_POST
@console_page("spread", PAY)
def payout_state(request: HttpRequest, community: Community, key: str, payout: str) -> HttpResponse:
    """Note what became of a payout, or try it again."""
    row = one_or_404(payouts_run_by(actor_of(request), community.pk), key=payout, batch__key=key)
    form, state = WordForm(request.POST), request.POST.get("state", "")
    facts: dict[str, Any] = {"payout": row.pk, "state": state, "actor": actor_of(request), "now": now()}
    done = attempt(form, turn_payout, word=form.cleaned_data["word"], **facts) if form.is_valid() else None
    if done:
        return redirect("console:payout_batch", community.slug, key)
    return batch_page(request, community, key, form, payout)


@require_POST
@console_page("spread", PAY)
def payout_recall(request: HttpRequest, community: Community, key: str, payout: str) -> HttpResponse:
    """Call back what a partner was to take in WeChat."""
    row = one_or_404(payouts_run_by(actor_of(request), community.pk), key=payout, batch__key=key)
    try:
        called = recall_payout(payout=row.pk, actor=actor_of(request), now=now())
    except (ProviderFailed, Conflict) as error:
        messages.error(request, str(error))
    else:
        if called.state == PayoutState.SENT:
            messages.info(request, _("WeChat was asked to give it back. Look again in ten minutes."))
    return redirect("console:payout_batch", community.slug, key)


@console_page("spread", PAY)
def payout_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand a batch over as a table, as a bank takes it; with accounts and addresses, for who pays alone."""
    row = batch_at(request, community, key)
    return csv_answer(f"{community.slug}-payouts-{row.key}", CSV_HEAD, (cells(one) for one in payouts_in(row)))


def cells(row: Payout) -> tuple[object, ...]:
    """Return one payout as cells."""
    amount = Money(row.amount, row.batch.currency)
    to = (row.name, row.account, row.country, row.tax_id, row.address)
    rest = (row.state, row.reference, row.why_not, row.changed_at.isoformat())
    return (row.number, row.once, *to, amount.decimal, amount.currency, *rest)
