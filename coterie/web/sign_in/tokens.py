"""The programs that act for one's account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coterie.accounts.domain.api_token import create_api_token, revoke_api_token
from coterie.accounts.queries.tokens import api_tokens_of
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.request import actor_of
from coterie.web.sign_in.session import account_of
from coterie.web.sign_in.token_form import TokenForm


@never_cache
@login_required
@reauthentication_required(app="allauth.account", allow_get=True)  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens; make one and show its secret this once."""
    form, account, moment = TokenForm(request.POST or None), account_of(request), now()
    facts = {"account": account, "actor": actor_of(request), "now": moment}
    wanted = {field: form.cleaned_data[field] for field in ("name", "scopes")} if form.is_valid() else {}
    made = attempt(form, create_api_token, expires_at=form.expires_at(), **wanted, **facts) if wanted else None
    words = {"form": TokenForm() if made else form, "made": made, "tokens": api_tokens_of(account, moment)}
    return render(request, "sign_in/tokens.html", words, status=422 if form.errors else 200)


@require_POST
@login_required
def token_revocation(request: HttpRequest, prefix: str) -> HttpResponse:
    """Revoke a token of one's own."""
    token = get_object_or_404(api_tokens_of(account_of(request), now()), prefix=prefix)
    revoke_api_token(token=token.pk, actor=actor_of(request), now=now())
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")
