"""Being a partner, as a member sees it: apply, one's own page and link, what it brings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.queries.communities import currency_of
from coterie.kit import qr
from coterie.kit.clock import now
from coterie.market.queries.shop import open_offers
from coterie.partners.domain.binding import bind_by_code
from coterie.partners.domain.enrolment import accept_terms, apply_as_partner, arrange_page
from coterie.partners.models import Partner, Terms
from coterie.partners.queries.desk import desk_of, uncounted_orders
from coterie.partners.queries.earnings import earned, earnings_of
from coterie.partners.queries.kit import coupon_desk, own_texts
from coterie.partners.queries.partners import own_partner, papers_of, terms_today, training_of
from coterie.partners.queries.payouts import payouts_of
from coterie.partners.queries.words import terms_said
from coterie.web.attempt import attempt
from coterie.web.member.partner_coupon import CouponForm
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.addresses import partner_address
from coterie.web.request import page_of


class ApplicationForm(forms.Form):
    """Why somebody wants to be a partner, and the yes to what partners agree to."""

    text = forms.CharField(
        label=_("Whom will you tell of it?"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4})
    )
    sponsor = forms.CharField(
        label=_("Code of the partner who brought you"), max_length=40, required=False, help_text=_("If there is one.")
    )
    accepted = forms.BooleanField(label=_("I have read what partners agree to, and accept it."))


class CodeForm(forms.Form):
    """The code that a partner gave."""

    code = forms.CharField(label=_("Code of a partner"), max_length=40)


class PageForm(forms.Form):
    """One's own address, and what stands there."""

    code = forms.CharField(label=_("Word in your address"), max_length=40)
    offers = forms.MultipleChoiceField(
        label=_("What stands on your page"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everything that is for sale."),
    )  # fmt: skip

    def __init__(self, *args: Any, community: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = self.fields["offers"]
        if isinstance(offers, forms.MultipleChoiceField):
            offers.choices = [(str(row.pk), row.title) for row in open_offers(community)]


@require_safe
@member_page("profile")
def partner(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show one's own desk; to who is no partner yet what partners agree to and get."""
    own_or_404(standing)
    return partner_page(request, standing)


def partner_page(request: HttpRequest, standing: Standing, **wrong: forms.Form) -> HttpResponse:
    """Answer with the desk, or with the way to one; `wrong` is a form that was refused, by its name."""
    mine, latest = own_partner(standing.actor, standing.community).first(), terms_today(standing.community)
    if mine is None and latest is None:
        raise Http404
    words: dict[str, Any] = {
        "standing": standing, "mine": mine, "latest": latest, "said": terms_said(latest) if latest else [],
        "currency": currency_of(standing.community), "application": ApplicationForm(), "code_form": CodeForm(),
    }  # fmt: skip
    words["training"] = training_of(mine) if mine else None
    if mine and mine.state != "applied":
        words |= own_words(request, standing, mine, latest)
    return render(request, "member/partner.html", words | wrong, status=422 if wrong else 200)


def own_words(request: HttpRequest, standing: Standing, mine: Partner, latest: Terms | None) -> dict[str, Any]:
    """Return what one's own desk shows."""
    address, rows = partner_address(mine.code), page_of(request, earnings_of(mine.pk))
    chosen = [str(pk) for pk in mine.picks.values_list("offer", flat=True)]
    return {
        "address": address, "code": mark_safe(qr.svg(address)), "desk": desk_of(mine.pk), "rows": rows,  # noqa: S308 - drawn by us
        "told": [earned(row) for row in rows], "payouts": payouts_of(mine)[:20],
        "uncounted": uncounted_orders(mine.pk)[:20],
        "texts": own_texts(mine, address, now()),
        "coupon": coupon_desk(mine), "coupon_form": CouponForm(initial={"code": mine.code}),
        "papers": papers_of(mine), "is_newer": latest is not None and latest.pk != mine.terms_id,
        "page_form": PageForm(initial={"code": mine.code, "offers": chosen}, community=standing.community),
    }  # fmt: skip


@require_POST
@member_page("profile")
def partner_application(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Ask to become a partner, under the terms that stood on the page."""
    form = ApplicationForm(request.POST)
    facts = {"community": standing.community, "terms": terms_read(request), "actor": standing.actor, "now": now()}
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "sponsor": form.cleaned_data["sponsor"]}
        if attempt(form, apply_as_partner, **facts, **said):
            messages.success(request, gettext("Thank you. The hosts look at it, and tell you here."))
            return redirect("member:partner", standing.slug)
    return partner_page(request, standing, application=form)


def terms_read(request: HttpRequest) -> int:
    """Return the number of the terms that stood on the page; 0, which no terms have, where none is said."""
    number = request.POST.get("terms", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


@require_POST
@member_page("profile")
def partner_acceptance(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Accept the terms that stood on the page."""
    form = forms.Form(request.POST)
    form.is_valid()
    facts = {"community": standing.community, "terms": terms_read(request), "actor": standing.actor, "now": now()}
    if attempt(form, accept_terms, **facts) is not None:
        messages.success(request, gettext("These terms are yours from now on."))
        return redirect("member:partner", standing.slug)
    return partner_page(request, standing, acceptance=form)


@require_POST
@member_page("profile")
def partner_arrangement(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Choose the word in one's address, and what stands on the page."""
    form = PageForm(request.POST, community=standing.community)
    facts = {"community": standing.community, "actor": standing.actor, "now": now()}
    if form.is_valid():
        offers = [int(one) for one in form.cleaned_data["offers"]]
        if attempt(form, arrange_page, code=form.cleaned_data["code"], offers=offers, **facts):
            messages.success(request, gettext("Kept."))
            return redirect("member:partner", standing.slug)
    return partner_page(request, standing, page_form=form)


@require_POST
@member_page("profile")
def partner_code(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Say by whom one was sent."""
    form, facts = CodeForm(request.POST), {"community": standing.community, "actor": standing.actor, "now": now()}
    done = attempt(form, bind_by_code, code=form.cleaned_data["code"], **facts) if form.is_valid() else None
    if done:
        messages.success(request, gettext("Thank you, we have noted who sent you."))
        return redirect("member:partner", standing.slug)
    return partner_page(request, standing, code_form=form)


@require_safe
@member_page("profile")
def partner_picture(_request: HttpRequest, standing: Standing) -> HttpResponse:
    """Hand one's own link over as a QR code."""
    mine = own_partner(standing.actor, standing.community).first()
    if mine is None:
        raise Http404
    data = qr.png(partner_address(mine.code))
    answer = HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})
    answer["Cache-Control"] = "private, no-store"
    return answer
