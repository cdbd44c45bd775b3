"""What the community promises its partners: written in versions."""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.queries.courses import free_courses
from coterie.market.queries.offers import offers_for_doors
from coterie.partners.domain.programme import Promise, turn_programme, write_terms
from coterie.partners.enums import HOLDS, Buyer, Touch
from coterie.partners.models import Terms
from coterie.partners.queries.partners import terms_today
from coterie.partners.rules import Special
from coterie.web.attempt import attempt
from coterie.web.console.market_form import MoneyField, PricedForm, written
from coterie.web.console.ritual_form import Choices
from coterie.web.place import console_page
from coterie.web.request import actor_of

ROWS = 5
PERCENT = ("rate", "cap", "second_rate")
REST = ("months", "hold_days", "touch", "lock_days", "course")
COLUMNS = ("offer", "buyer", "brought", "percent")


def percent(label: StrOrPromise, **facts: Any) -> forms.DecimalField:
    """Return the field of a rate, in percent with two decimals."""
    return forms.DecimalField(label=label, min_value=0, max_value=100, decimal_places=2, **facts)


class TermsForm(PricedForm):
    """What partners agree to and earn; a row of which nothing is said is none."""

    may_stay_empty = True

    agreement = forms.CharField(label=_("What partners agree to"), max_length=8000, widget=forms.Textarea({"rows": 8}))
    rate = percent(_("Commission in percent"), initial=10, help_text=_("Of what their customers paid."))
    cap = percent(_("At most of one order, in percent"), initial=30, help_text=_("Both levels together."))
    second_rate = percent(
        _("For who brought the partner, in percent"), initial=0, required=False,
        help_text=_("Once the partner's own part is settled. 0: there is no second level."),
    )  # fmt: skip
    months = forms.IntegerField(
        label=_("Months in which orders count"), min_value=1, max_value=120, required=False,
        help_text=_("From the day on which somebody became the customer. Empty: for good."),
    )  # fmt: skip
    hold_days = forms.TypedChoiceField(
        label=_("Days until it can be paid out"), choices=[(days, days) for days in HOLDS], coerce=int, initial=30
    )
    minimum = MoneyField(label=_("Smallest payout"), required=False)
    touch = forms.ChoiceField(label=_("Whose customer somebody is"), choices=Touch, initial=Touch.LAST)
    lock_days = forms.IntegerField(
        label=_("Days for which a link counts"), min_value=1, max_value=365, initial=30,
        help_text=_("So long after it was opened, and so long no other partner takes the customer over."),
    )  # fmt: skip

    course = forms.TypedChoiceField(
        label=_("Course that comes before"), required=False, coerce=int, empty_value=None,
        help_text=_("Who has not finished it is not taken in. It can be had for nothing."),
    )  # fmt: skip

    def __init__(self, *args: Any, offers: Choices, courses: Choices, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course = self.fields["course"]
        if isinstance(course, forms.ChoiceField):
            course.choices = [("", _("none")), *courses]
        self.rows = range(1, rows + 1)
        for row in self.rows:
            self.fields |= {f"{name}_{row}": field for name, field in special_fields(offers).items()}

    def head(self) -> list[forms.BoundField]:
        """Return what is agreed to, and the rates."""
        return [self[name] for name in ("agreement", *PERCENT)]

    def rest(self) -> list[forms.BoundField]:
        """Return when and for how long."""
        return [self[name] for name in ("months", "hold_days", "minimum", "touch", "lock_days", "course")]

    def specials(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Yield the rows of the rates of their own."""
        for row in self.rows:
            yield row, [self[f"{name}_{row}"] for name in COLUMNS]

    def promise(self) -> Promise:
        """Return what is promised as the verb takes it."""
        given = self.cleaned_data
        rates: dict[str, Any] = {name: points(given[name]) for name in PERCENT}
        rest = {name: given[name] for name in REST}
        lines = [{name: given[f"{name}_{row}"] for name in COLUMNS} for row in self.rows]
        specials = tuple(
            Special(int(one["offer"]) if one["offer"] else None, one["buyer"] or Buyer.ANY, one["brought"] or 0, rate)
            for one in lines
            if (rate := points(one["percent"])) or one["percent"] is not None
        )
        minimum = given["minimum"] or 0
        return Promise(agreement=given["agreement"], **rates, **rest, minimum=minimum, specials=specials)

    @staticmethod
    def initial_of(row: Terms, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        promise = Promise.of(row)
        facts = asdict(promise) | {"minimum": written(promise.minimum or None, currency)}
        facts |= {name: facts[name] / 100 for name in PERCENT}
        for place, one in enumerate(promise.specials, start=1):
            brought = written(one.brought or None, currency)
            cells = (one.offer, one.buyer, brought, one.rate / 100)
            facts |= {f"{name}_{place}": cell for name, cell in zip(COLUMNS, cells, strict=True)}
        return facts


def special_fields(offers: Choices) -> dict[str, forms.Field]:
    """Return the fields of a rate of its own."""
    return {
        "offer": forms.ChoiceField(label=_("Of what"), choices=[("", _("everything")), *offers], required=False),
        "buyer": forms.ChoiceField(label=_("Of whose order"), choices=Buyer, required=False),
        "brought": MoneyField(label=_("Once customers paid so much"), required=False),
        "percent": percent(_("Percent"), required=False),
    }


def points(share: Decimal | None) -> int:
    """Return a share in basis points."""
    return int((share or 0) * 100)


@console_page("spread", Permission.EDIT_PARTNERS)
def partner_terms(request: HttpRequest, community: Community) -> HttpResponse:
    """Write what partners agree to and earn; who is one already keeps what they accepted."""
    latest = terms_today(community.pk)
    form = form_for(request, community, latest)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if made := attempt(form, write_terms, promise=form.promise(), **facts):
            told = gettext("Version %(number)s is kept. Partners keep theirs until they accept this one.")
            messages.success(request, told % {"number": made.number})
            return redirect("console:partners", community.slug)
    words = {"form": form, "terms": latest}
    return render(request, "console/partner_terms.html", words, status=422 if form.errors else 200)


def form_for(request: HttpRequest, community: Community, latest: Terms | None) -> TermsForm:
    """Return the form, with a row for each rate of its own."""
    offers: Choices = [(str(pk), title) for pk, title, _plan in offers_for_doors(community.pk)]
    first = TermsForm.initial_of(latest, community.currency) if latest else {}
    rows = max(ROWS, latest.rates.count()) if latest else ROWS
    given = request.POST if request.method == "POST" else None
    courses = [(str(row.pk), row.title) for row in free_courses(community.pk)]
    facts: dict[str, Any] = {"currency": community.currency, "offers": offers, "courses": courses, "rows": rows}
    return TermsForm(given, initial=first, **facts)


@require_POST
@console_page("spread", Permission.EDIT_PARTNERS)
def partner_programme(request: HttpRequest, community: Community) -> HttpResponse:
    """Let members apply, or no more."""
    form, facts = forms.Form(request.POST), {"community": community.pk, "actor": actor_of(request), "now": now()}
    form.is_valid()
    if attempt(form, turn_programme, is_open=request.POST.get("open") == "1", **facts) is None:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("console:partners", community.slug)
