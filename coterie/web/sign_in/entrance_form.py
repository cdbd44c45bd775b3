"""The library's forms in our words, and the one that asks a new person's name."""

from typing import Any

from allauth.account import forms as library
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMAIL, PASSWORD, NEW_PASSWORD = _("E-mail"), _("Password"), _("New password")
MAILED, FROM_APP = _("Code from the mail"), _("Code from the app")

FROM_APP_OR_PAPER = _("Code from the app, or a recovery code")
CODE_LIVES = 120
"""Seconds that a code from an app can be right: its half minute and, for clocks that are off, those beside it."""

TYPING_CODES = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "code-input"}


def in_our_words(form: type[forms.Form], **labels: str | Promise) -> Any:  # noqa: ANN401 - the library types no form
    """Return the form with our labels, and without placeholders, help and the second typing of a password."""

    def begin(self: forms.Form, *args: Any, **kwargs: Any) -> None:
        form.__init__(self, *args, **kwargs)
        self.fields.pop("password2", None)
        for name, label in labels.items():
            field = self.fields[name]
            field.label, field.help_text = str(label), ""
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= TYPING_CODES

    return type(form.__name__, (form,), {"__init__": begin})


MailedCodeForm = in_our_words(library.ConfirmLoginCodeForm, code=MAILED)
PasswordForm = in_our_words(library.LoginForm, login=EMAIL, password=PASSWORD)
AskPasswordForm = in_our_words(library.ReauthenticateForm, password=PASSWORD)
AddEmailForm = in_our_words(library.AddEmailForm, email=EMAIL)
ConfirmEmailForm = in_our_words(library.ConfirmEmailVerificationCodeForm, code=MAILED)
FirstPasswordForm = in_our_words(library.SetPasswordForm, password1=NEW_PASSWORD)
NextPasswordForm = in_our_words(
    library.ChangePasswordForm, oldpassword=_("Password until now"), password1=NEW_PASSWORD
)  # fmt: skip
ForgottenPasswordForm = in_our_words(library.ResetPasswordForm, email=EMAIL)
ForgottenPasswordCodeForm = in_our_words(library.ConfirmPasswordResetCodeForm, code=MAILED)
ReplacePasswordForm = in_our_words(library.ResetPasswordKeyForm, password1=NEW_PASSWORD)
RenamePasskeyForm = in_our_words(webauthn.EditWebAuthnForm, name=_("Name"))


class UsedOnce(forms.Form):
    """Refuses a code that was taken before, for as long as the app's clock may be off: the library forgets sooner."""

    user: AbstractBaseUser

    def clean_code(self) -> str:
        """Return the code if it is right and fresh."""
        code = str(super().clean_code())  # type: ignore[misc]
        if not cache.add(f"sign_in.code_used:{self.user.pk}:{code}", 1, timeout=CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(UsedOnce, in_our_words(second_factor.AuthenticateForm, code=FROM_APP_OR_PAPER)):  # type: ignore[misc]
    """The code that completes signing in."""


class AskSecondFactorForm(UsedOnce, in_our_words(second_factor.ReauthenticateForm, code=FROM_APP_OR_PAPER)):  # type: ignore[misc]
    """The code that proves once more who is there."""


class AddAppForm(in_our_words(totp.ActivateTOTPForm, code=FROM_APP)):  # type: ignore[misc]
    """The code that shows that the app knows the secret."""

    def clean_code(self) -> str:
        """Return the code if it is right."""
        code = str(super().clean_code())
        has_proved(self.user)
        return code


class AddPasskeyForm(
    in_our_words(webauthn.AddWebAuthnForm, name=_("Name"), passwordless=_("Sign in with it alone"))  # type: ignore[misc]
):
    """A passkey signs in by itself unless its owner wants it as a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        """Return what the device made, if it is right."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            has_proved(self.user)
        return cleaned


def has_proved(account: AbstractBaseUser) -> None:
    """Note that who adds a factor has just used it, so that the recovery codes are shown without asking for it."""
    record_authentication(context.request, account, "mfa", reauthenticated=True)


class CodeRequestForm(in_our_words(library.RequestLoginCodeForm, email=EMAIL)):  # type: ignore[misc]
    """An address to mail a code to."""

    def person(self) -> AbstractBaseUser | None:
        """Return whose address it is, if an account has it."""
        found: AbstractBaseUser | None = self._user
        return found


class NameForm(forms.Form):
    """How a new person is called."""

    name = forms.CharField(
        label=_("How shall we call you?"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )  # fmt: skip
