"""The code of a partner's own coupon."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.kit.clock import now
from coterie.partners.domain.coupon import choose_coupon
from coterie.partners.queries.kit import coupon_desk
from coterie.web.attempt import attempt
from coterie.web.member.partner_money import own_or_nobody
from coterie.web.member.place import Standing, member_page


class CouponForm(forms.Form):
    """The code that one chooses."""

    code = forms.CharField(
        label=_("Your code"), max_length=24, help_text=_("Letters and digits. It stays, so choose it well.")
    )


@member_page("profile")
def partner_coupon(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Choose the code of one's own coupon."""
    mine = own_or_nobody(standing)
    form = CouponForm(request.POST or None, initial={"code": mine.code})
    facts = {"community": standing.community, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, choose_coupon, code=form.cleaned_data["code"], **facts) is not None:
        messages.success(request, gettext("This code is yours."))
        return redirect("member:partner", standing.slug)
    words = {"standing": standing, "coupon": coupon_desk(mine), "coupon_form": form}
    return render(request, "member/partner_coupon_page.html", words, status=422 if form.errors else 200)
