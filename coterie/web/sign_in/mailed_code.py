"""A code mailed to an address, which signs its reader in, or lets them open an account when there is none yet.

Known and unknown addresses get the same mail, the same page and cost the same work, so that nobody can find out
who has an account by trying.
"""

from datetime import timedelta
from typing import Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from coterie.kit.clock import now
from coterie.web.sign_in.next_path import with_next

PROVED = "sign_in.proved"
PROOF_LASTS = timedelta(minutes=30)


class MailedCode(LoginCodeVerificationProcess):
    """One code on its way, remembered in the visitor's session."""

    @classmethod
    def begin(cls, request: HttpRequest, *, email: str, user: AbstractBaseUser | None) -> None:
        """Mail a code to the address, whether `user` has it or nobody."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        code = cls(stage=stage)
        code.send()
        code.persist()

    @classmethod
    def under_way(cls, request: HttpRequest) -> Self | None:
        """Return the code that the visitor was mailed, unless it is too old by now."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        code = cls(stage=stage) if stage else None
        return code if code and code.is_valid() else None

    @property
    def email(self) -> str:
        """The address that was typed."""
        return str(self.state["email"])

    def send(self, skip_enumeration_mails: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's way
        """Mail a new code."""
        get_adapter().send_mail("account/email/login_code", self.email, {"code": self.generate_code()})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign the reader of the mail in, or ask who they are."""
        if self.user:
            answer: HttpResponse = super().finish(redirect_url)
            return answer
        self.abort()
        self.request.session[PROVED] = {"email": self.email, "at": now().timestamp()}
        return redirect(with_next(reverse("account_signup"), redirect_url or ""))


def proved_email(request: HttpRequest) -> str | None:
    """Return the address that the visitor lately proved to read, and that had no account then."""
    proof = request.session.get(PROVED)
    if not proof or now().timestamp() - proof["at"] > PROOF_LASTS.total_seconds():
        return None
    return str(proof["email"])
