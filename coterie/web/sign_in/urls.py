"""Addresses of signing in and of one's account; ours stand before the library's of the same path."""

from django.urls import include, path
from django.views.generic import RedirectView

from coterie.web.sign_in.account import me
from coterie.web.sign_in.entrance import confirm_code, request_code, sign_up
from coterie.web.sign_in.one_time_link import enter
from coterie.web.sign_in.sessions import session_end
from coterie.web.sign_in.tokens import token_revocation, tokens

account = [
    path("", me, name="me"),
    path("login/code/", request_code, name="account_request_login_code"),
    path("login/code/confirm/", confirm_code, name="account_confirm_login_code"),
    path("signup/", sign_up, name="account_signup"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/<slug:prefix>/revocation", token_revocation, name="token_revocation"),
    path("sessions/<int:number>/end", session_end, name="session_end"),
    path("sessions/", include("allauth.usersessions.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]

urlpatterns = [
    path("account/", include(account)),
    path("enter/<str:token>", enter, name="enter"),
    path("me", RedirectView.as_view(pattern_name="me")),
]
