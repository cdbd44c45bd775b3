"""What the sign-in library asks us: who a person is, what they proved, and how we talk to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.email import confirm_email
from coterie.accounts.enums import Way
from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.web.sign_in.language import speaking
from coterie.web.sign_in.next_path import is_own_path
from coterie.web.sign_in.session import begin_session

WAYS = {"code": Way.CODE, "password": Way.PASSWORD, "password_reset": Way.CODE}

WRONG_CODE = _("This code is not right. Look at the newest mail or the app again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts as ours are: an address only when it is proved, and none for who joined by a code."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _("Address and password do not fit together."),
        "email_taken": _("This address has an account already. Sign in with it instead."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
        "same_as_current": _("This is the one you have already."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes."),
    }

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session of somebody who passed every step."""
        begin_session(request, user, way_of(get_authentication_records(request, user)))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **facts: Any) -> HttpResponse:
        """Go on in the language of the person who came in."""
        answer: HttpResponse = super().post_login(request, user, **facts)
        return speaking(answer, getattr(user, "language", ""))

    def get_login_stages(self) -> list[str]:
        """Return the steps after the first proof. Addresses need no step: unproved ones are not kept."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Count no passwords here: `lock_out` does, for all processes and across restarts."""

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return how a person can prove once more who they are, the quickest first."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: "webauthn" not in method["id"])

    def is_safe_url(self, url: str) -> bool:
        """Tell whether signing in may end at this address."""
        return is_own_path(url)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Make the address, now proved, the account's only one."""
        before = email_address.user.email
        try:
            person = confirm_email(account=email_address.user_id, email=email_address.email, now=now())
        except Conflict:
            return False
        messages.success(request, gettext("%(email)s is yours now.") % {"email": person.email})
        if before and before != person.email:
            self.send_notification_mail("account/email/email_changed", person, {"to_email": person.email}, before)
        return True

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Return where a person goes on who proved an address."""
        return reverse("me")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where a person goes on who chose a password."""
        return reverse("me")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("This second factor cannot be switched off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with a second factor. Switch one on first."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - theirs
        """Return a name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


def way_of(records: Sequence[Mapping[str, Any]]) -> Way:
    """Return how somebody signed in, from what the library noted on the way."""
    if any(record.get("passwordless") for record in records):
        return Way.PASSKEY
    return next((WAYS[record["method"]] for record in reversed(records) if record["method"] in WAYS), Way.CODE)
