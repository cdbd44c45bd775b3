"""Finding people who can sign in."""

from django.utils.translation import gettext_lazy as _

from coterie.accounts.models import Account
from coterie.kit.errors import NotFound


def account_by_email(email: str) -> Account | None:
    """Return the active account with this address."""
    return Account.objects.filter(email=email.strip().lower(), is_active=True).first()


def account_by_key(key: str) -> Account:
    """Return the account with this key.

    Raises NotFound when there is none.
    """
    account = Account.objects.filter(key=key).first()
    if account is None:
        raise NotFound(_("There is no such person."))
    return account


def account_with(pk: int) -> Account:
    """Return an account by its number."""
    return Account.objects.get(pk=pk)
