"""Making the first person of an install, from the terminal."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.email import checked_email, confirm_email
from coterie.accounts.models import Account
from coterie.kit.errors import Invalid


@transaction.atomic
def ensure_owner(*, email: str, name: str = "", password: str | None = None, now: datetime) -> Account:
    """Find or open the account of the person at the terminal, whose word proves the address.

    A new account without `name` is called after its address. Raises Invalid for a bad address or a weak password.
    """
    address = checked_email(email)
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = open_account(name=name or address.partition("@")[0], email=address, now=now)
    account = confirm_email(account=account.pk, email=address, now=now)
    if password is not None:
        set_password(account, password)
    return account


def set_password(account: Account, password: str) -> None:
    """Keep a password that is strong enough."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    account.set_password(password)
    account.save(update_fields=["password"])
