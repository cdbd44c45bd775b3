"""Coming in by a mailed code, as somebody known or somebody new."""

from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coterie.accounts.domain.account import open_account
from coterie.accounts.enums import Way
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.sign_in.entrance_form import CodeRequestForm, MailedCodeForm, NameForm
from coterie.web.sign_in.mailed_code import PROVED, MailedCode, proved_email
from coterie.web.sign_in.next_path import next_path, with_next
from coterie.web.sign_in.session import sign_in


@never_cache
def request_code(request: HttpRequest) -> HttpResponse:
    """Mail a code to the typed address."""
    way_on = next_path(request)
    if request.method != "POST":
        return redirect(with_next(reverse("account_login"), way_on))
    form = CodeRequestForm(request.POST)
    if form.is_valid():
        MailedCode.begin(request, email=form.cleaned_data["email"], user=form.person())
        return redirect(with_next(reverse("account_confirm_login_code"), way_on))
    return render(request, "sign_in/code_request.html", {"code_form": form, "way_on": way_on}, status=422)


@never_cache
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Take the code from the mail, or mail another."""
    code, way_on = MailedCode.under_way(request), next_path(request)
    if code is None:
        return refuse_code(request, way_on)
    if request.POST.get("action") == "resend":
        return resend_code(request, code, way_on)
    form = MailedCodeForm(request.POST or None, code=code.code)
    if form.is_valid():
        return code.finish(way_on)
    if form.is_bound and not code.record_invalid_attempt():
        return refuse_code(request, way_on)
    words = {"form": form, "email": code.email, "can_resend": code.can_resend, "way_on": way_on}
    return render(request, "account/confirm_login_code.html", words, status=422 if form.is_bound else 200)


def resend_code(request: HttpRequest, code: MailedCode, way_on: str) -> HttpResponse:
    """Mail another code, a few times."""
    if code.can_resend:
        code.resend()
    return redirect(with_next(request.path, way_on))


def refuse_code(request: HttpRequest, way_on: str) -> HttpResponse:
    """Send back to the start who was too slow or wrong too often, and on who is in already."""
    if request.user.is_authenticated:
        return redirect(way_on or "/")
    clear_login(request)
    messages.error(request, _("This code is used up or too old. Ask for a new one."))
    return redirect(with_next(reverse("account_login"), way_on))


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask the name of a person whose address is proved and new, and open their account."""
    email, way_on = proved_email(request), next_path(request)
    if email is None or request.user.is_authenticated:
        return redirect(way_on or "/" if request.user.is_authenticated else with_next(reverse("account_login"), way_on))
    form = NameForm(request.POST or None)
    facts = {"email": email, "language": get_language() or "", "now": now()}
    if form.is_valid() and (account := attempt(form, open_account, name=form.cleaned_data["name"], **facts)):
        del request.session[PROVED]
        sign_in(request, account, Way.CODE)
        return redirect(way_on or "/")
    words = {"form": form, "email": email, "way_on": way_on}
    return render(request, "account/signup.html", words, status=422 if form.is_bound else 200)
